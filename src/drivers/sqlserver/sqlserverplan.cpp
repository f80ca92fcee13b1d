// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlserver/sqlserverplan.h"

#include <QCoreApplication>
#include <QXmlStreamReader>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

/// Reads the document by going down it once; what has no node of its own (a scan's own element, its list of columns) speaks for the
/// operator around it.
class ShowplanReader
{
public:
    explicit ShowplanReader(const QString &xml) : m_xml(xml) {}

    Result<PlanNode> read()
    {
        PlanNode root{u"batch"_s, {}};
        if (!m_xml.readNextStartElement() || m_xml.name() != u"ShowPlanXML")
            return bad();
        readInto(root, 0);
        if (m_xml.hasError())
            return bad();
        if (root.children.size() == 1) {
            const PlanNode only = root.children.first();
            return only;
        }
        return root;
    }

private:
    static constexpr int deepest = 400; ///< far beyond what the server nests, well within a thread's stack

    std::unexpected<Error> bad() const
    {
        return fail(ErrorKind::Server, QCoreApplication::translate("SqlServer", "The server's plan cannot be read: %1")
                                           .arg(m_xml.hasError() ? m_xml.errorString() : u"ShowPlanXML"_s));
    }

    [[nodiscard]] QString attribute(QLatin1StringView name) const { return m_xml.attributes().value(name).toString(); }

    void readInto(PlanNode &node, int depth)
    {
        if (depth > deepest)
            return m_xml.skipCurrentElement();
        while (m_xml.readNextStartElement()) {
            const QStringView name = m_xml.name();
            if (name == u"RelOp") {
                node.children.append(relOp(depth));
            } else if (name == u"StmtSimple" || name == u"StmtCond" || name == u"StmtCursor") {
                PlanNode child{statementText(), {}};
                readInto(child, depth + 1);
                node.children.append(child);
            } else if (name == u"MissingIndex") {
                node.children.append(
                    {QCoreApplication::translate("SqlServer", "missing index on %1.%2").arg(attribute("Schema"_L1), attribute("Table"_L1)), {}});
                m_xml.skipCurrentElement();
            } else {
                takeFacts(name);
                readInto(node, depth + 1);
            }
        }
    }

    [[nodiscard]] QString statementText() const
    {
        const QString text = attribute("StatementText"_L1).simplified();
        const QString cost = attribute("StatementSubTreeCost"_L1);
        const QString shown = text.isEmpty() ? attribute("StatementType"_L1) : text.left(200);
        return cost.isEmpty() ? shown : u"%1 (cost %2)"_s.arg(shown, cost);
    }

    PlanNode relOp(int depth)
    {
        const QString physical = attribute("PhysicalOp"_L1);
        const QString logical = attribute("LogicalOp"_L1);
        const QString rows = attribute("EstimateRows"_L1);
        const QString cost = attribute("EstimatedTotalSubtreeCost"_L1);
        const QStringList outer = std::exchange(m_facts, {});
        PlanNode node;
        readInto(node, depth + 1);
        QStringList facts = std::exchange(m_facts, outer);
        if (!logical.isEmpty() && logical != physical)
            facts.prepend(logical);
        if (!rows.isEmpty())
            facts.append(u"rows "_s + rows);
        if (!cost.isEmpty())
            facts.append(u"cost "_s + cost);
        node.text = facts.isEmpty() ? physical : u"%1 (%2)"_s.arg(physical, facts.join(u", "_s));
        return node;
    }

    void takeFacts(QStringView name)
    {
        if (name == u"Object") {
            QStringList parts;
            for (const auto part : {"Schema"_L1, "Table"_L1, "Index"_L1}) {
                if (const QString text = attribute(part); !text.isEmpty())
                    parts.append(text);
            }
            const QString object = parts.join(u'.');
            if (!object.isEmpty() && !m_facts.contains(object))
                m_facts.append(object);
        } else if (name == u"Predicate") {
            m_inPredicate = true;
        } else if (name == u"ScalarOperator" && m_inPredicate) {
            m_inPredicate = false;
            if (const QString text = attribute("ScalarString"_L1); !text.isEmpty())
                m_facts.append(u"where "_s + text.simplified().left(200));
        }
    }

    QXmlStreamReader m_xml;
    QStringList m_facts; ///< of the operator at hand
    bool m_inPredicate = false;
};

} // namespace

Result<PlanNode> planFromShowplan(const QString &xml)
{
    return ShowplanReader(xml).read();
}

} // namespace concord
