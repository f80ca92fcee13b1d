// SPDX-License-Identifier: GPL-3.0-or-later
// Views, materialized views, sequences, synonyms.
#include "oracle/oraclecatalogreader.h"

using namespace Qt::StringLiterals;

namespace concord {

Result<void> OracleCatalogReader::readViews()
{
    const auto read = m_queries.each(m_queries.view("views"_L1), {u"owner"_s, u"view_name"_s, u"read_only"_s, u"editioning_view"_s, u"bequeath"_s},
                                     wanted(u"owner"_s), [&](const OracleRow &row) {
                                         const ObjectRef ref{row.text("owner"_L1), row.text("view_name"_L1)};
                                         if (!accepts(ref))
                                             return;
                                         auto view = std::make_shared<View>();
                                         view->ref = ref;
                                         if (row.is("read_only"_L1, "Y"_L1))
                                             view->options.insert(u"read_only"_s, u"yes"_s);
                                         if (row.is("editioning_view"_L1, "Y"_L1))
                                             view->options.insert(u"editioning"_s, u"yes"_s);
                                         if (row.is("bequeath"_L1, "CURRENT_USER"_L1))
                                             view->options.insert(u"bequeath"_s, u"current_user"_s);
                                         keep(view);
                                     });
    if (!read)
        return read;
    const LongColumn texts{"views"_L1, {u"owner"_s, u"view_name"_s}, u"text"_s, u"text_vc"_s, wanted(u"owner"_s)};
    return readLong(texts, [&](const OracleRow &row, const QString &text) {
        if (View *view = viewOf({row.text("owner"_L1), row.text("view_name"_L1)}))
            view->definition = text.trimmed();
    });
}

Result<void> OracleCatalogReader::readMaterializedViews()
{
    const auto read = m_queries.each(
        m_queries.view("mviews"_L1),
        {u"owner"_s, u"mview_name"_s, u"refresh_mode"_s, u"refresh_method"_s, u"build_mode"_s, u"rewrite_enabled"_s, u"compile_state"_s, u"query"_s},
        wanted(u"owner"_s), [&](const OracleRow &row) {
            const ObjectRef ref{row.text("owner"_L1), row.text("mview_name"_L1)};
            if (!accepts(ref))
                return;
            auto view = std::make_shared<View>(ObjectKind::MaterializedView);
            view->ref = ref;
            view->definition = row.text("query"_L1).trimmed();
            const auto option = [&](const QString &name, const QString &value) {
                if (!value.isEmpty())
                    view->options.insert(name, value.toLower());
            };
            option(u"build"_s, row.text("build_mode"_L1));
            option(u"refresh"_s, row.text("refresh_method"_L1));
            option(u"refresh_on"_s, row.text("refresh_mode"_L1));
            if (row.is("rewrite_enabled"_L1, "Y"_L1))
                option(u"query_rewrite"_s, u"enabled"_s);
            if (row.is("compile_state"_L1, "COMPILATION_ERROR"_L1))
                view->error = u"COMPILATION_ERROR"_s;
            keep(view);
        });
    return read || endsReading(read.error()) ? read : Result<void>();
}

Result<void> OracleCatalogReader::readSequences()
{
    return m_queries.each(
        m_queries.view("sequences"_L1),
        {u"sequence_owner"_s, u"sequence_name"_s, u"min_value"_s, u"max_value"_s, u"increment_by"_s, u"cycle_flag"_s, u"cache_size"_s},
        wanted(u"sequence_owner"_s), [&](const OracleRow &row) {
            const ObjectRef ref{row.text("sequence_owner"_L1), row.text("sequence_name"_L1)};
            if (m_ownSequences.contains(ref) || ref.name.startsWith("ISEQ$$_"_L1) || !accepts(ref))
                return;
            auto sequence = std::make_shared<Sequence>();
            sequence->ref = ref;
            SequenceOptions &counting = sequence->counting; // where it began is not kept
            counting.minimum = row.text("min_value"_L1);
            counting.maximum = row.text("max_value"_L1);
            counting.increment = row.text("increment_by"_L1);
            counting.cache = row.text("cache_size"_L1);
            counting.cycle = row.is("cycle_flag"_L1, "Y"_L1);
            keep(sequence);
        });
}

/// A public one belongs to nobody: it is listed where it points at a schema that is read.
Result<void> OracleCatalogReader::readSynonyms()
{
    const QString where = u"("_s + wanted(u"owner"_s) + u") AND owner <> 'PUBLIC' OR owner = 'PUBLIC' AND "_s + wanted(u"table_owner"_s);
    return m_queries.each(m_queries.view("synonyms"_L1), {u"owner"_s, u"synonym_name"_s, u"table_owner"_s, u"table_name"_s, u"db_link"_s}, where,
                          [&](const OracleRow &row) {
                              const ObjectRef ref{row.text("owner"_L1), row.text("synonym_name"_L1)};
                              if (!accepts(ref))
                                  return;
                              auto synonym = std::make_shared<Synonym>();
                              synonym->ref = ref;
                              const QString owner = row.text("table_owner"_L1);
                              const QString link = row.text("db_link"_L1);
                              synonym->target = (owner.isEmpty() ? QString() : owner + u'.') + row.text("table_name"_L1)
                                                + (link.isEmpty() ? QString() : u'@' + link);
                              if (link.isEmpty())
                                  synonym->dependsOn.push_back({owner, row.text("table_name"_L1)});
                              keep(synonym);
                          });
}

} // namespace concord
