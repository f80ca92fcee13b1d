// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/comparejson.h"

#include "connection/dialect.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace concord {

using Json = nlohmann::ordered_json;

namespace {

Json textOrNull(const QString &text)
{
    return text.isNull() ? Json(nullptr) : Json(text.toStdString());
}

Json textOrNull(const std::optional<QString> &text)
{
    return text ? Json(text->toStdString()) : Json(nullptr);
}

Json rounded(double confidence)
{
    return std::round(confidence * 100) / 100;
}

Json endJson(const CompareEnd &end)
{
    Json json = Json::object();
    json["name"] = end.name.toStdString();
    json["engine"] = end.catalog ? end.catalog->info().engine.toStdString() : std::string();
    json["environment"] = textOrNull(end.environment.isEmpty() ? QString() : end.environment);
    json["snapshot"] = textOrNull(end.snapshot.isEmpty() ? QString() : end.snapshot);
    json["read"] = end.catalog ? Json(end.catalog->info().readAt.toUTC().toString(Qt::ISODate).toStdString()) : Json(nullptr);
    return json;
}

Json differenceJson(const Difference &difference)
{
    Json json = Json::object();
    json["property"] = difference.property.toStdString();
    json["left"] = textOrNull(difference.left);
    json["right"] = textOrNull(difference.right);
    json["verdict"] = verdictName(difference.verdict).toStdString();
    json["rule"] = textOrNull(difference.rule.isEmpty() ? QString() : difference.rule);
    json["reason"] = difference.reason.toStdString();
    json["risk"] = textOrNull(difference.risk.isEmpty() ? QString() : difference.risk);
    json["ignored"] = difference.ignoredBy >= 0;
    return json;
}

Json differencesJson(const std::vector<Difference> &differences)
{
    Json list = Json::array();
    for (const Difference &difference : differences)
        list.push_back(differenceJson(difference));
    return list;
}

Json membersJson(const ObjectComparison &object)
{
    Json list = Json::array();
    for (const MemberComparison &member : membersOf(object)) {
        Json json = Json::object();
        json["kind"] = member.kind.toStdString();
        json["left"] = textOrNull(member.left);
        json["right"] = textOrNull(member.right);
        json["verdict"] = verdictName(member.verdict).toStdString();
        json["confidence"] = rounded(member.confidence);
        if (!member.reason.isEmpty())
            json["reason"] = member.reason.toStdString();
        if (!member.content.isEmpty())
            json["content"] = member.content.toStdString();
        if (member.ignoredBy >= 0)
            json["ignored"] = true;
        json["differences"] = differencesJson(member.differences);
        list.push_back(std::move(json));
    }
    return list;
}

Json objectJson(const ObjectComparison &object, const Comparison &comparison)
{
    Json json = Json::object();
    json["kind"] = objectKindName(object.any().kind).toStdString();
    json["left"] = object.left ? Json(qualifiedName(*object.left, comparison.left).toStdString()) : Json(nullptr);
    json["right"] = object.right ? Json(qualifiedName(*object.right, comparison.right).toStdString()) : Json(nullptr);
    json["verdict"] = verdictName(object.verdict).toStdString();
    json["confidence"] = rounded(object.confidence);
    if (!object.reason.isEmpty())
        json["reason"] = object.reason.toStdString();
    if (object.ignoredBy >= 0)
        json["ignored"] = true;
    json["differences"] = differencesJson(object.differences);
    json["members"] = membersJson(object);
    return json;
}

Json summaryJson(const CompareSummary &summary)
{
    return Json{{"identical", summary.identical},    {"equivalent", summary.equivalent}, {"different", summary.different},
                {"cannot_tell", summary.cannotTell}, {"only_left", summary.onlyLeft},    {"only_right", summary.onlyRight},
                {"ignored", summary.ignored}};
}

Json namesOf(const QList<int> &columns, const Matrix &matrix)
{
    Json list = Json::array();
    for (const int column : columns)
        list.push_back(matrix.columns[static_cast<size_t>(column)].end.name.toStdString());
    return list;
}

/// What tells a variant from the baseline's, object's own differences and members' alike.
Json variantDifferences(const MatrixVariant &variant)
{
    Json list = differencesJson(variant.comparison.differences);
    for (const MemberComparison &member : variant.comparison.members) {
        if (member.verdict == Verdict::Identical)
            continue;
        Json json = Json::object();
        json["kind"] = member.kind.toStdString();
        json["left"] = textOrNull(member.left);
        json["right"] = textOrNull(member.right);
        json["verdict"] = verdictName(member.verdict).toStdString();
        json["differences"] = differencesJson(member.differences);
        list.push_back(std::move(json));
    }
    return list;
}

Json rowJson(const MatrixRow &row, const Matrix &matrix)
{
    Json json = Json::object();
    json["kind"] = objectKindName(row.kind).toStdString();
    json["name"] = row.name.toStdString();
    json["summary"] = row.summary().toStdString();
    Json &variants = json["variants"] = Json::array();
    for (const MatrixVariant &variant : row.variants) {
        Json one = Json::object();
        one["letter"] = variant.letter.toStdString();
        one["hash"] = variant.hash.toString().toStdString();
        one["verdict"] = verdictName(variant.verdict).toStdString();
        one["databases"] = namesOf(variant.columns, matrix);
        one["differences"] = variantDifferences(variant);
        variants.push_back(std::move(one));
    }
    json["missing_in"] = namesOf(row.missingIn, matrix);
    json["unreadable_in"] = namesOf(row.unreadableIn, matrix);
    return json;
}

} // namespace

QString qualifiedName(const SchemaObject &object, const CompareEnd &end)
{
    const bool schemas = end.dialect ? end.dialect->schemas : end.catalog->schemas().size() > 1;
    return schemas && !object.ref.schema.isEmpty() ? object.ref.schema + u'.' + object.ref.name : object.ref.name;
}

Json comparisonToJson(const Comparison &comparison)
{
    Json json = Json::object();
    json["left"] = endJson(comparison.left);
    json["right"] = endJson(comparison.right);
    json["summary"] = summaryJson(comparison.summary);
    Json &rules = json["ignored_by"] = Json::array();
    for (qsizetype i = 0; i < comparison.ignore.size(); ++i) {
        if (comparison.ignoredByRule[i] == 0 && defaultIgnoreRules().contains(comparison.ignore[i]))
            continue;
        rules.push_back(Json{{"rule", ignoreRuleText(comparison.ignore[i]).toStdString()}, {"ignored", comparison.ignoredByRule[i]}});
    }
    Json &notes = json["notes"] = Json::array();
    for (const QString &note : comparison.notes)
        notes.push_back(note.toStdString());
    Json &objects = json["objects"] = Json::array();
    for (const ObjectComparison &object : comparison.objects)
        objects.push_back(objectJson(object, comparison));
    return json;
}

Json matrixToJson(const Matrix &matrix)
{
    Json json = Json::object();
    json["baseline"] = matrix.baseline < 0 ? std::string("majority") : matrix.columns[static_cast<size_t>(matrix.baseline)].end.name.toStdString();
    Json &databases = json["databases"] = Json::array();
    for (const MatrixColumn &column : matrix.columns)
        databases.push_back(column.end.name.toStdString());
    Json &ends = json["ends"] = Json::array();
    for (const MatrixColumn &column : matrix.columns) {
        Json one = endJson(column.end);
        if (!column.end.catalog)
            one["error"] = Json{{"kind", errorKindName(column.error.kind).toStdString()}, {"message", column.error.message.toStdString()}};
        ends.push_back(std::move(one));
    }
    Json &objects = json["objects"] = Json::array();
    for (const MatrixRow &row : matrix.rows)
        objects.push_back(rowJson(row, matrix));
    return json;
}

} // namespace concord
