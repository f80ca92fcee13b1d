// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/junctionrows.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ObjectDetails)
};

} // namespace

QList<Details::Row> junctionRows(const RelationGraph &graph, const TableRef &table, const std::function<QString(const TableRef &)> &nameOf,
                                 const std::function<ObjectKind(const TableRef &)> &kindOf)
{
    QList<Details::Row> rows;
    const auto add = [&](const Junction &junction, const Relation &here, const Relation &there) {
        const TableRef &other = there.to.table;
        const bool guessed = here.origin == RelationOrigin::Inferred || there.origin == RelationOrigin::Inferred;
        rows.append({{Words::tr("↔ many to many"), here.to.columns.join(u", "_s), nameOf(other), there.to.columns.join(u", "_s),
                      multiplicityName(Multiplicity::ManyToMany), guessed ? Words::tr("likely") : QString(),
                      Words::tr("through %1").arg(nameOf(junction.table))},
                     {},
                     {other.database, kindOf(other), other.table},
                     guessed});
    };
    for (const Junction &junction : graph.junctions()) {
        for (size_t i = 0; i < junction.relations.size(); ++i) {
            for (size_t k = i + 1; k < junction.relations.size(); ++k) {
                const Relation &one = graph.relations()[junction.relations[i]];
                const Relation &two = graph.relations()[junction.relations[k]];
                if (one.to.table == table)
                    add(junction, one, two);
                else if (two.to.table == table)
                    add(junction, two, one);
            }
        }
    }
    return rows;
}

} // namespace concord
