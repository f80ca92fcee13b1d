// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/ddltext.h"

#include "schema/schemawriter.h"

namespace concord {

/// Where the database is the schema, DDL is for the database that it runs in, whatever that is called.
static WriteOptions optionsFor(const Driver &driver, const QString &schema)
{
    WriteOptions options;
    if (!driver.dialect().schemas)
        options.ownSchema = schema;
    return options;
}

QString ddlText(const SchemaObject &object, const Driver &driver)
{
    return scriptText(driver.schemaWriter().create(object, optionsFor(driver, object.ref.schema)), &driver.dialect()).trimmed() + u'\n';
}

QString ddlText(const Catalog &catalog, const Driver &driver)
{
    return scriptText(createScript(catalog, driver.schemaWriter(), optionsFor(driver, catalog.info().defaultSchema)), &driver.dialect());
}

} // namespace concord
