// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/endchoice.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;
class QListWidget;

namespace concord {

/// Chooses an end by a few keys: part of a name, "@" and a snapshot's number, "/" and a schema; or by pointing at them.
class EndChooser : public QDialog
{
    Q_OBJECT

public:
    /// `current` is selected; a null profile: nothing is.
    EndChooser(const Services &services, const QString &title, const EndChoice &current, QWidget *parent);

    [[nodiscard]] QLineEdit *input() const { return m_input; }
    [[nodiscard]] QListWidget *databases() const { return m_databases; }
    [[nodiscard]] QListWidget *moments() const { return m_moments; }
    [[nodiscard]] QComboBox *schemas() const { return m_schemas; }
    [[nodiscard]] EndChoice choice() const;

Q_SIGNALS:
    /// `readNow`: it is to be read from the server first.
    void chosen(const concord::EndChoice &choice, bool readNow);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fillDatabases();
    void databaseChanged();
    void fillMoments(const QList<SnapshotInfo> &snapshots);
    void fillSchemas(const QUuid &profile);
    void applyInput();
    void choose();
    [[nodiscard]] QUuid profile() const;

    Services m_services;
    EndChoice m_wanted; ///< selected as soon as it is listed
    QLineEdit *m_input;
    QListWidget *m_databases;
    QListWidget *m_moments;
    QComboBox *m_schemas;
    QLabel *m_words;
    QUuid m_listed; ///< whose moments and schemas are shown
    int m_question = 0;
};

} // namespace concord
