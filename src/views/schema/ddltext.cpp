// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/ddltext.h"

#include "schema/schemawriter.h"

namespace concord {

QString ddlText(const SchemaObject &object, const Driver &driver)
{
    return scriptText(driver.schemaWriter().create(object), &driver.dialect()).trimmed() + u'\n';
}

QString ddlText(const Catalog &catalog, const Driver &driver)
{
    return scriptText(createScript(catalog, driver.schemaWriter()), &driver.dialect());
}

} // namespace concord
