// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/onlyschema.h"

namespace concord {

CatalogPtr onlySchema(const Catalog &catalog, const QString &schema)
{
    CatalogInfo info = catalog.info();
    info.scope = schema;
    std::vector<ObjectPtr> objects;
    for (const ObjectPtr &object : catalog.objects()) {
        if (object->ref.schema == schema || (object->kind == ObjectKind::Schema && object->ref.name == schema))
            objects.push_back(object);
    }
    return Catalog::makeFromShared(std::move(info), std::move(objects));
}

} // namespace concord
