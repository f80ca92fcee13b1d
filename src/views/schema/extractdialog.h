// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/session.h"
#include "schema/extractions.h"
#include "services.h"

#include <QDialog>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QStandardItem;
class QStandardItemModel;
class QTreeView;

namespace concord {

struct MissingRight;

/// Which databases' schemas are to be read, and how; and, before that, what the roles may not read.
class ExtractDialog : public QDialog
{
    Q_OBJECT

public:
    ExtractDialog(const Services &services, const QList<QUuid> &chosen, const ExtractionChoices &choices, QWidget *parent = nullptr);

    [[nodiscard]] QList<QUuid> chosen() const;
    [[nodiscard]] ExtractionChoices choices() const;
    [[nodiscard]] QPushButton *extractButton() const { return m_extract; }

Q_SIGNALS:
    void extractWanted(const QList<QUuid> &profiles, const concord::ExtractionChoices &choices);

private:
    enum Column { Name, Known, Rights };
    void fill(const QList<QUuid> &chosen);
    void makeForm(const ExtractionChoices &choices);
    void filter(const QString &text);
    void chooseShown(bool on);
    void chosenChanged();
    void checkRights();
    void showRights(const QUuid &profile, const Result<QList<MissingRight>> &missing);
    [[nodiscard]] QStandardItem *rightsItem(const QUuid &profile) const;

    Services m_services;
    Session m_session; ///< for the check; its links close with the dialog
    QLineEdit *m_filter;
    QStandardItemModel *m_model;
    QTreeView *m_list;
    QLabel *m_count;
    QSpinBox *m_concurrency;
    QSpinBox *m_timeout;
    QLineEdit *m_include;
    QLineEdit *m_exclude;
    QCheckBox *m_partial;
    QPushButton *m_check;
    QPushButton *m_extract;
};

} // namespace concord
