// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compute/engine.h"
#include "results/resultexport.h"

#include <QDialog>

#include <atomic>
#include <memory>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;

namespace concord {

/// Writes the result as fetched to a file, off the GUI thread. Says how many rows and how many databases they are from.
class ExportDialog : public QDialog
{
    Q_OBJECT

public:
    /// `order`: the rows as they are shown, null: all in order.
    ExportDialog(CombinedResult result, RowOrder order, Coverage coverage, std::shared_ptr<ComputeEngine> engine, QWidget *parent = nullptr);
    ~ExportDialog() override;

    enum Form { Csv, Tsv, Json, NdJson, Markdown, Parquet };
    void setForm(Form form);
    void setPath(const QString &path);
    /// Starts writing; exported() or the text of message() tells how it went. Where a file of that name is there already, asks in the message
    /// first: the next call replaces it.
    void startExport();
    [[nodiscard]] bool isWriting() const { return m_writing; }
    [[nodiscard]] QString message() const;

    void reject() override;

Q_SIGNALS:
    void exported(const QString &path);

private:
    /// The format is the one that the name's ending says, if it says one.
    void followName(const QString &path);
    void choosePath();
    void refreshForm();
    void pathChanged();
    void setWriting(bool writing);
    void write();
    void finishWriting(const Result<void> &result, const QString &path, const QString &report);
    [[nodiscard]] std::uint64_t rowCount() const;

    CombinedResult m_result;
    RowOrder m_order;
    Coverage m_coverage;
    std::shared_ptr<ComputeEngine> m_engine;
    std::shared_ptr<CancelToken> m_token;
    std::shared_ptr<std::atomic<std::uint64_t>> m_done;
    QComboBox *m_form;
    QLineEdit *m_path;
    QCheckBox *m_header;
    QCheckBox *m_source;
    QCheckBox *m_guard;
    QCheckBox *m_shown;
    QLabel *m_message;
    QProgressBar *m_progress;
    QPushButton *m_write;
    bool m_writing = false;
    QString m_mayReplace; ///< a file that is there, which the person was told or which this dialog wrote
    int m_lastForm = Csv;
};

} // namespace concord
