// SPDX-License-Identifier: GPL-3.0-or-later
#include "relate/namemeaning.h"

#include <QHash>
#include <QSet>

using namespace Qt::StringLiterals;

namespace concord {

QString keyFamily(const QString &keyWord)
{
    static const QHash<QString, QString> families = {
        {u"pk"_s, u"id"_s},   {u"fk"_s, u"id"_s}, {u"ref"_s, u"id"_s}, {u"uid"_s, u"id"_s}, {u"guid"_s, u"uuid"_s}, {u"sk"_s, u"key"_s},
        {u"cd"_s, u"code"_s}, {u"nr"_s, u"no"_s}, {u"num"_s, u"no"_s}, {u"nbr"_s, u"no"_s}, {u"number"_s, u"no"_s},
    };
    return families.value(keyWord, keyWord);
}

bool meansOutside(const QString &word)
{
    static const QSet<QString> words = {u"external"_s,   u"ext"_s,        u"remote"_s,  u"legacy"_s,  u"stripe"_s,  u"paypal"_s,
                                        u"google"_s,     u"facebook"_s,   u"twitter"_s, u"github"_s,  u"gitlab"_s,  u"apple"_s,
                                        u"salesforce"_s, u"shopify"_s,    u"source"_s,  u"src"_s,     u"natural"_s, u"upstream"_s,
                                        u"vendor"_s,     u"thirdparty"_s, u"oauth"_s,   u"provider"_s};
    return words.contains(word);
}

bool saysLittle(const QString &stem)
{
    static const QSet<QString> words = {u"type"_s,   u"status"_s,   u"state"_s, u"kind"_s,  u"level"_s,   u"class"_s,   u"parent"_s, u"object"_s,
                                        u"entity"_s, u"record"_s,   u"item"_s,  u"entry"_s, u"value"_s,   u"option"_s,  u"source"_s, u"target"_s,
                                        u"group"_s,  u"category"_s, u"role"_s,  u"tag"_s,   u"version"_s, u"session"_s, u"event"_s,  u"external"_s};
    return words.contains(stem);
}

bool isPolymorphic(const QString &stem)
{
    static const QSet<QString> words = {u"item"_s,  u"object"_s, u"entity"_s, u"resource"_s, u"target"_s, u"subject"_s,   u"source"_s,
                                        u"owner"_s, u"parent"_s, u"record"_s, u"model"_s,    u"ref"_s,    u"reference"_s, u"related"_s};
    return words.contains(stem) || stem.endsWith("able"_L1);
}

bool isCount(const QString &word)
{
    static const QSet<QString> words = {u"order"_s,    u"position"_s, u"rank"_s,  u"level"_s,  u"index"_s,   u"sort"_s,  u"weight"_s,   u"count"_s,
                                        u"number"_s,   u"year"_s,     u"month"_s, u"day"_s,    u"date"_s,    u"time"_s,  u"version"_s,  u"priority"_s,
                                        u"score"_s,    u"size"_s,     u"age"_s,   u"total"_s,  u"amount"_s,  u"price"_s, u"quantity"_s, u"rating"_s,
                                        u"duration"_s, u"length"_s,   u"width"_s, u"height"_s, u"balance"_s, u"point"_s, u"unit"_s,     u"stock"_s};
    return words.contains(word);
}

bool isPlain(const QString &name)
{
    static const QSet<QString> words = {u"id"_s,     u"uuid"_s,  u"guid"_s,   u"uid"_s,         u"code"_s,     u"name"_s,     u"key"_s,   u"no"_s,
                                        u"number"_s, u"type"_s,  u"status"_s, u"email"_s,       u"date"_s,     u"version"_s,  u"value"_s, u"title"_s,
                                        u"label"_s,  u"slug"_s,  u"hash"_s,   u"token"_s,       u"path"_s,     u"url"_s,      u"phone"_s, u"rowid"_s,
                                        u"pk"_s,     u"oid"_s,   u"seq"_s,    u"description"_s, u"language"_s, u"filename"_s, u"data"_s,  u"text"_s,
                                        u"kind"_s,   u"state"_s, u"host"_s,   u"ip"_s,          u"day"_s,      u"month"_s,    u"year"_s,  u"dates"_s};
    return words.contains(name);
}

bool isPersonRole(const QString &word)
{
    static const QSet<QString> words = {u"author"_s,   u"owner"_s,       u"creator"_s,   u"editor"_s,   u"assignee"_s,   u"reviewer"_s, u"approver"_s,
                                        u"reporter"_s, u"sender"_s,      u"recipient"_s, u"receiver"_s, u"requester"_s,  u"modifier"_s, u"updater"_s,
                                        u"uploader"_s, u"poster"_s,      u"moderator"_s, u"follower"_s, u"followee"_s,   u"inviter"_s,  u"invitee"_s,
                                        u"rep"_s,      u"salesperson"_s, u"salesrep"_s,  u"manager"_s,  u"supervisor"_s, u"boss"_s,     u"mentor"_s};
    return words.contains(word);
}

bool isBoss(const QString &word)
{
    return word == "manager"_L1 || word == "supervisor"_L1 || word == "boss"_L1 || word == "mentor"_L1;
}

} // namespace concord
