// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlite/sqliteverb.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace concord {

QString sqliteVerb(QStringView text)
{
    qsizetype i = 0;
    while (i < text.size()) {
        if (text.sliced(i).startsWith(u"--")) {
            i = text.indexOf(u'\n', i);
            if (i < 0)
                return {};
        } else if (text.sliced(i).startsWith(u"/*")) {
            i = text.indexOf(u"*/", i + 2);
            if (i < 0)
                return {};
            i += 2;
        } else if (text[i].isSpace() || text[i] == u';' || text[i] == QChar::ByteOrderMark) {
            ++i;
        } else {
            break;
        }
    }
    qsizetype end = i;
    while (end < text.size() && (text[end].isLetterOrNumber() || text[end] == u'_'))
        ++end;
    return text.sliced(i, end - i).toString().toUpper();
}

bool changesRows(const QString &verb)
{
    static const QSet<QString> changing{u"INSERT"_s, u"REPLACE"_s, u"UPDATE"_s, u"DELETE"_s, u"WITH"_s};
    return changing.contains(verb);
}

bool runsInTransaction(const QString &verb)
{
    static const QSet<QString> outside{u"BEGIN"_s,  u"COMMIT"_s, u"END"_s,    u"ROLLBACK"_s, u"SAVEPOINT"_s, u"RELEASE"_s,
                                       u"VACUUM"_s, u"ATTACH"_s, u"DETACH"_s, u"PRAGMA"_s,   u"EXPLAIN"_s};
    return !outside.contains(verb);
}

} // namespace concord
