// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/serverplaces.h"
#include "connection/session.h"
#include "schema/extractions.h"
#include "services.h"

#include <QDialog>
#include <QTimer>

#include <optional>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QStandardItem;
class QStandardItemModel;
class QTreeView;

namespace concord {

struct JobFile;
struct MissingRight;

/// Which databases' schemas are to be read, and how; and, before that, what the roles may not read. Opens and saves job files, as
/// concordctl takes them.
class ExtractDialog : public QDialog
{
    Q_OBJECT

public:
    ExtractDialog(const Services &services, const QList<QUuid> &chosen, const ExtractionChoices &choices, QWidget *parent = nullptr);

    [[nodiscard]] QList<QUuid> chosen() const;
    [[nodiscard]] ExtractionChoices choices() const;
    /// What is chosen, with what a job file says of each.
    [[nodiscard]] ExtractionOrder order() const;
    /// Takes over what a job file asks for, in place of what was chosen; databases that nobody saved are added to the list. Where it cannot
    /// be taken, the dialog says why and stays as it was. Read on a pool thread: jobTaken() follows.
    void openJob(const QString &path);
    /// What is chosen as a job file, without passwords: written on a pool thread; jobSaved() follows.
    void saveJob(const QString &path);
    /// What was said of the last file.
    [[nodiscard]] QString note() const;
    [[nodiscard]] QPushButton *extractButton() const { return m_extract; }

Q_SIGNALS:
    void extractWanted(const concord::ExtractionOrder &order, const concord::ExtractionChoices &choices);
    void jobTaken(bool taken);
    void jobSaved(bool saved);

private:
    enum Column { Name, Known, Rights };
    void fill(const QList<QUuid> &chosen);
    void addRow(const ExtractTarget &target, bool chosen, const QString &read);
    void makeForm(const ExtractionChoices &choices);
    void makeButtons();
    QWidget *makeOutputRow();
    void takeJob(const QString &path, const Result<QByteArray> &text);
    void showJob(const JobFile &job, const QString &path);
    [[nodiscard]] JobFile job() const;
    void say(const QString &text, bool isProblem);
    void filter(const QString &text);
    void chooseShown(bool on);
    void chosenChanged();
    void checkRights();
    void checkNext();
    void askRights(const ExtractTarget &target);
    void showRights(const QUuid &profile, const Result<QList<MissingRight>> &missing);
    [[nodiscard]] QStandardItem *rightsItem(const QUuid &profile) const;

    Services m_services;
    std::optional<Session> m_session; ///< for the check of rights
    ServerPlaces m_places;            ///< for it, too
    QTimer m_checkAgain;              ///< looks whether another operation gave a place back
    QList<ExtractTarget> m_toCheck;   ///< not asked yet
    int m_checking = 0;               ///< asked, no answer yet
    int m_checkRound = 0;             ///< answers of an earlier one are not taken
    QList<ExtractTarget> m_targets;   ///< by row
    QHash<QUuid, Secret> m_secrets;   ///< of a job file's connection strings
    QLineEdit *m_filter;
    QStandardItemModel *m_model;
    QTreeView *m_list;
    QLabel *m_count;
    QSpinBox *m_concurrency;
    QSpinBox *m_timeout;
    QLineEdit *m_include;
    QLineEdit *m_exclude;
    QCheckBox *m_partial;
    QLineEdit *m_output;
    QLabel *m_note;
    QPushButton *m_check;
    QPushButton *m_extract;
};

} // namespace concord
