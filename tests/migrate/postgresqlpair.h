// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrate/ends.h"
#include "postgresql/postgresqldriver.h"
#include "schema/postgresqldatabase.h"
#include "schema/roundtrip.h"

#include <QTest>

namespace concord::test {

/// A test over two PostgreSQL databases, of which the left one becomes like the right one.
class PostgresqlPair : public QObject
{
protected:
    [[nodiscard]] static const Driver &driver()
    {
        static const std::shared_ptr<const Driver> made = makePostgresqlDriver();
        return *made;
    }
    void open()
    {
        for (std::unique_ptr<PostgresqlDatabase> *one : {&m_left, &m_right}) {
            auto made = PostgresqlDatabase::create(*testServer(QStringLiteral("postgresql17")));
            QVERIFY2(made, qPrintable(made ? QString() : made.error()));
            *one = std::move(*made);
        }
    }
    void close()
    {
        m_left.reset();
        m_right.reset();
    }
    void load(const QString &left, const QString &right)
    {
        (void)m_left->execute(QStringLiteral("ROLLBACK")); // of a script that failed
        QCOMPARE(m_left->clear() + m_right->clear(), QString());
        QCOMPARE(m_left->execute(left), QString());
        QCOMPARE(m_right->execute(right), QString());
    }
    /// The whole script runs, and nothing is left to do; what is left all the same is in `m_leftover`.
    void migrate()
    {
        const auto before = m_left->read();
        const auto wanted = m_right->read();
        QVERIFY(before && wanted);
        MigrationOptions all;
        all.destructive = true;
        m_script = migrationScript(planEnds(driver(), *before, *wanted), all);
        const QString failed = m_left->execute(m_script);
        QVERIFY2(failed.isEmpty(), qPrintable(failed + QStringLiteral("\nin:\n") + m_script));
        const auto after = m_left->read();
        QVERIFY(after);
        m_leftover = compareEnds(driver(), *after, *wanted);
        QVERIFY2(!m_leftover.summary.differs() && m_leftover.summary.cannotTell == 0,
                 qPrintable(differences(**after, **wanted) + QStringLiteral("\nafter:\n") + m_script));
    }

    std::unique_ptr<PostgresqlDatabase> m_left;
    std::unique_ptr<PostgresqlDatabase> m_right;
    QString m_script;
    Comparison m_leftover;
};

} // namespace concord::test
