// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workspace/fileheader.h"

#include <QList>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QString>
#include <QStringList>
#include <QVariant>

#include <memory>

namespace concord {

/// The statements that raise a file from one version to the next; the first list makes version 1 out of nothing.
using WorkspaceSteps = QList<QStringList>;
[[nodiscard]] WorkspaceSteps workspaceSteps();

/// An open workspace file: looked at before anything is written, made where there is none, brought to this version with a
/// copy of the older one kept beside it (workspace.db.v1.bak). Safe with several programs at once: a new file appears whole,
/// writers wait for each other, and a file that a newer program took over meanwhile is not written any more.
/// Belongs to the thread that opened it.
class WorkspaceFile
{
public:
    /// Errors: Io (cannot be read or written, a folder), Damaged (no workspace, broken, from a newer version), Busy.
    [[nodiscard]] static Result<std::unique_ptr<WorkspaceFile>> open(const QString &path, const WorkspaceSteps &steps = workspaceSteps());
    /// As open(), but a file that this user may only read is opened as it is and left so: what would write to it answers Io. Such a file of an
    /// older version is an error too, for it cannot be raised.
    [[nodiscard]] static Result<std::unique_ptr<WorkspaceFile>> openToRead(const QString &path, const WorkspaceSteps &steps = workspaceSteps());
    /// An empty one without a file, which ends with this object.
    [[nodiscard]] static Result<std::unique_ptr<WorkspaceFile>> inMemory(const WorkspaceSteps &steps = workspaceSteps());
    ~WorkspaceFile();
    WorkspaceFile(const WorkspaceFile &) = delete;
    WorkspaceFile &operator=(const WorkspaceFile &) = delete;

    [[nodiscard]] QString path() const { return m_path; }
    /// Io where it could only be opened to read; says why.
    [[nodiscard]] const Result<void> &writable() const { return m_writable; }

    /// One statement with its values bound in order. An invalid QVariant is NULL; a null QString is ''.
    [[nodiscard]] Result<QSqlQuery> run(const QString &sql, const QVariantList &values = {}) const;

    /// Runs `job` (Result<T>()) in one transaction that holds the write lock from its beginning; an error undoes all of it.
    template<class F>
    [[nodiscard]] auto write(F job) const -> std::invoke_result_t<F>
    {
        if (!m_writable)
            return fail(m_writable.error());
        return inTransaction(u"BEGIN IMMEDIATE", job);
    }
    /// Runs `job` on one state of the file, whatever others write meanwhile.
    template<class F>
    [[nodiscard]] auto read(F job) const -> std::invoke_result_t<F>
    {
        return inTransaction(u"BEGIN", job);
    }

private:
    explicit WorkspaceFile(QString path);
    enum class Access { Write, ReadAtLeast };
    [[nodiscard]] static Result<std::unique_ptr<WorkspaceFile>> openExisting(const QString &path, const WorkspaceSteps &steps, Access access);

    template<class F>
    [[nodiscard]] auto inTransaction(QStringView begin, F &job) const -> std::invoke_result_t<F>
    {
        if (const auto begun = beginTransaction(begin); !begun)
            return fail(begun.error());
        auto result = job();
        if (!result) {
            rollBack();
            return result;
        }
        if (const auto done = run(QStringLiteral("COMMIT")); !done) {
            rollBack();
            return fail(done.error());
        }
        return result;
    }
    [[nodiscard]] Result<void> beginTransaction(QStringView begin) const;
    void rollBack() const;
    [[nodiscard]] Result<void> connect(const QString &uri, const QString &options);
    void disconnect();
    [[nodiscard]] Result<int> number(const QString &sql) const;
    [[nodiscard]] Result<void> migrate(const WorkspaceSteps &steps);
    [[nodiscard]] Result<void> keepCopy(int version) const;
    [[nodiscard]] static Result<void> create(const QString &path, const WorkspaceSteps &steps);
    [[nodiscard]] Result<void> connectToRead();
    [[nodiscard]] static Result<void> checkContent(const QString &path);
    [[nodiscard]] static Result<FileHeader> checkFile(const QString &path, const WorkspaceSteps &steps);
    [[nodiscard]] Result<FileHeader> connectChecked(const WorkspaceSteps &steps, Access access);

    QString m_path;
    QString m_openPath; ///< as the process's list of open files has it; empty: not in there
    QString m_connection;
    Result<void> m_writable;
    int m_version = 0; ///< what this program writes; 0 while opening
};

} // namespace concord
