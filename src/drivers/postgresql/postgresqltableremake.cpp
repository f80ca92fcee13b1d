// SPDX-License-Identifier: GPL-3.0-or-later
// A table that becomes one of another kind: made anew beside the old one, with its rows.
#include "migrate/uses.h"
#include "postgresql/pgquote.h"
#include "postgresql/postgresqlchanger.h"
#include "postgresql/postgresqldialect.h"
#include "postgresql/postgresqlgoingcolumns.h"
#include "postgresql/postgresqlscript.h"
#include "postgresql/postgresqlwriter.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("PostgresqlChanger", text);
}

class TableRemake
{
public:
    TableRemake(const Table &from, const Table &to)
        : m_from(from),
          m_to(to),
          m_name(pgName(to.ref)),
          m_waiting(pgName(ObjectRef{from.ref.schema, pgWaitingName(from.ref.name)}))
    {}

    ChangeList run()
    {
        for (const ObjectRef &parent : m_from.partitionBound.isEmpty() ? std::vector<ObjectRef>() : m_from.inherits) // its successor takes its place
            add(ChangePhase::DetachPartition, u"ALTER TABLE "_s + pgName(parent) + u" DETACH PARTITION "_s + pgName(m_from.ref),
                tr("detach from %1").arg(parent.name));
        for (const ForeignKey &key : m_from.foreignKeys)
            add(ChangePhase::DropForeignKey, u"ALTER TABLE "_s + pgName(m_from.ref) + u" DROP CONSTRAINT "_s + pgName(key.name),
                tr("the table is made anew"));
        makeWay();
        keepSequences();
        create();
        copyRows();
        // Behind its partitions, which go by themselves.
        add(ChangePhase::DropTable, u"DROP "_s + word(m_from) + m_waiting, tr("its rows are in the new table"),
            m_from.variant == u"foreign" ? QList<Hazard>() : QList<Hazard>{Hazard::Lock});
        return std::move(m_list);
    }

private:
    void add(ChangePhase phase, const QString &sql, const QString &purpose, const QList<Hazard> &hazards = {})
    {
        m_list.steps.push_back({sql, phase, ObjectKind::Table, m_to.ref, purpose, hazards, {}});
    }
    static QString word(const Table &table) { return table.variant == u"foreign" ? u"FOREIGN TABLE "_s : u"TABLE "_s; }

    /// Names of indexes and keys are the schema's: the new table's need them.
    void makeWay()
    {
        add(ChangePhase::CreateTable, u"ALTER "_s + word(m_from) + pgName(m_from.ref) + u" RENAME TO "_s + pgName(pgWaitingName(m_from.ref.name)),
            tr("no ALTER makes this kind of table from that one: the old one waits under another name"), {Hazard::Lock});
        QStringList names;
        if (m_from.primaryKey)
            names.append(m_from.primaryKey->name);
        for (const Key &key : m_from.uniques)
            names.append(key.name);
        for (const Exclusion &exclusion : m_from.exclusions)
            names.append(exclusion.name);
        for (const Index &index : m_from.indexes)
            names.append(index.name);
        for (const QString &name : names)
            add(ChangePhase::CreateTable,
                u"ALTER INDEX "_s + pgName(ObjectRef{m_from.ref.schema, name}) + u" RENAME TO "_s + pgName(pgWaitingName(name)),
                tr("its index waits likewise"));
    }

    /// A serial column goes on counting by its sequence; an identity's cannot be handed over, and only gives up its name.
    void keepSequences()
    {
        for (const Column &old : m_from.columns) {
            if (!pgHasOwnSequence(m_from, old))
                continue;
            const QString name = pgSequenceOf(m_from, old).name;
            const ObjectRef ref{m_from.ref.schema, name};
            const auto wanted = std::ranges::find(m_to.columns, old.name, &Column::name);
            const bool kept = old.identity == Identity::Serial && wanted != m_to.columns.end() && wanted->identity == Identity::Serial
                              && pgSequenceOf(m_to, *wanted).name == name;
            if (!kept) {
                add(ChangePhase::CreateTable, u"ALTER SEQUENCE "_s + pgName(ref) + u" RENAME TO "_s + pgName(pgWaitingName(name)),
                    tr("its sequence waits likewise"));
                continue;
            }
            wanted->identity = Identity::No;
            wanted->defaultExpression = u"nextval("_s + pgLiteral(pgName(ref)) + u"::regclass)"_s;
            wanted->sequence.reset();
            m_owned.append({pgName(ref), wanted->name});
        }
    }

    void create()
    {
        for (Check &check : m_to.checks) // the waiting table's still have the names that the server would choose
            check.nameGenerated = false;
        WriteOptions options;
        options.privileges = true;
        for (const DdlStatement &statement : postgresqlWriter().create(m_to, options)) {
            ChangePhase phase = changePhaseOf(statement.phase);
            if (statement.phase == DdlPhase::Sequence)
                phase = ChangePhase::CreateTable; // behind the old one's new name
            else if (!m_to.partitionBound.isEmpty() && phase == ChangePhase::CreateTable && statement.sql.endsWith(m_to.partitionBound))
                phase = ChangePhase::AttachPartition; // behind the parent's own changes
            add(phase, statement.sql, tr("create the table anew"));
        }
    }

    void copyRows()
    {
        QStringList columns;
        QStringList values;
        bool identity = false;
        for (const Column &wanted : m_to.columns) {
            const Column *old = findColumn(m_from.columns, wanted.name);
            if (!old || wanted.generated != Generated::No)
                continue;
            columns.append(pgName(wanted.name));
            values.append(columns.last() + (old->nativeType == wanted.nativeType ? QString() : u"::text::"_s + wanted.nativeType));
            identity = identity || wanted.identity == Identity::Always;
        }
        // Partitions of both are in place by then.
        if (!columns.isEmpty() && m_from.variant != u"foreign" && m_to.variant != u"foreign")
            add(ChangePhase::CopyRows,
                u"INSERT INTO %1 (%2)%3 SELECT %4 FROM %5"_s.arg(m_name, columns.join(u", "_s), identity ? u" OVERRIDING SYSTEM VALUE"_s : QString(),
                                                                 values.join(u", "_s), m_waiting),
                tr("copy the rows"), {Hazard::Rewrite, Hazard::Lock, Hazard::MayFail});
        for (const auto &[sequence, column] : m_owned)
            add(ChangePhase::CopyRows, u"ALTER SEQUENCE "_s + sequence + u" OWNED BY "_s + m_name + u'.' + pgName(column), tr("its sequence stays"));
        for (const Column &wanted : m_to.columns) {
            const Column *old = findColumn(m_from.columns, wanted.name);
            if (old && pgHasOwnSequence(m_to, wanted))
                add(ChangePhase::CopyRows,
                    u"SELECT setval(pg_get_serial_sequence(%1, %2), coalesce((SELECT max(%3) FROM %4), 0) + 1, false)"_s.arg(
                        pgLiteral(m_name), pgLiteral(wanted.name), pgName(wanted.name), m_name),
                    tr("go on after the highest number"));
        }
    }

    const Table &m_from;
    Table m_to;
    QString m_name;
    QString m_waiting;
    QList<std::pair<QString, QString>> m_owned; ///< sequence, its column
    ChangeList m_list;
};

} // namespace

bool isPgTableRemade(const Table &from, const Table &to)
{
    // A partition may itself be partitioned: what it says of that is compared below.
    const auto kind = [](const Table &table) { return table.variant == u"partition" || table.variant == u"partitioned" ? QString() : table.variant; };
    // No ALTER changes a column that rows are parted by.
    const bool keyRetyped = !from.partitionKey.isEmpty() && std::ranges::any_of(from.columns, [&](const Column &column) {
        const Column *now = findColumn(to.columns, column.name);
        return now && (now->nativeType != column.nativeType || now->collation != column.collation)
               && mentionsAny(from.partitionKey, foldedNames({ObjectRef{{}, column.name}}, postgresqlDialect()), postgresqlDialect());
    });
    return keyRetyped || kind(from) != kind(to) || from.partitionKey != to.partitionKey
           || from.options.value(u"server"_s) != to.options.value(u"server"_s);
}

ChangeList remakePgTable(const Table &from, const Table &to)
{
    return TableRemake(from, to).run();
}

} // namespace concord
