// SPDX-License-Identifier: GPL-3.0-or-later
#include "duckdb/duckdbplan.h"

#include <QCoreApplication>

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace concord {

using Json = nlohmann::ordered_json;

static QString textOf(const Json &json)
{
    if (json.is_string())
        return QString::fromStdString(json.get<std::string>());
    QStringList parts;
    for (const Json &part : json)
        parts.append(textOf(part));
    return parts.join(u", "_s);
}

static PlanNode planNode(const Json &json)
{
    PlanNode node;
    node.text = textOf(json.value("name", Json(""))).trimmed();
    const Json info = json.value("extra_info", Json::object());
    for (const auto &[name, value] : info.items()) {
        const QString text = textOf(value).simplified();
        if (!text.isEmpty())
            node.text += u"  "_s + QString::fromStdString(name) + u": "_s + text;
    }
    const Json children = json.value("children", Json::array());
    for (const Json &child : children)
        node.children.append(planNode(child));
    return node;
}

Result<PlanNode> duckdbPlan(const QByteArray &json)
{
    const Json plan = Json::parse(json.begin(), json.end(), nullptr, false);
    if (!plan.is_array() || plan.empty() || !plan.front().is_object())
        return fail(ErrorKind::Server, QCoreApplication::translate("DuckdbConnection", "DuckDB gave no plan."));
    return planNode(plan.front());
}

} // namespace concord
