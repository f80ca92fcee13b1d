// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/session.h"
#include "query/run.h"
#include "services.h"

#include <QWidget>

#include <memory>

class QLabel;
class QPushButton;
class QStackedWidget;

namespace concord {

class ResultGrid;

/// The first rows of a table, read when a person asks for them, by an ordinary read-only run; says how many there are of how many, and fetches
/// more from the same answer.
class DataPreview : public QWidget
{
    Q_OBJECT

public:
    static constexpr int rows = 100;

    explicit DataPreview(const Services &services, QWidget *parent = nullptr);
    ~DataPreview() override;

    /// Whose rows; nothing is read by this. `statement`: SELECT * FROM …
    void setTable(const Endpoint &endpoint, const QString &statement);
    [[nodiscard]] ResultGrid *grid() const { return m_grid; }
    void load();
    /// "by target · 100 rows fetched, not all …": what the rows are, and what sorting them sees.
    [[nodiscard]] QString footer() const;

Q_SIGNALS:
    void cellMessage(const QString &column, const QString &type, const QString &text, bool isValue);

private:
    void refresh();
    void refreshFooter();

    Services m_services;
    Endpoint m_endpoint;
    QString m_statement;
    QStackedWidget *m_stack;
    QPushButton *m_show;
    QLabel *m_words;
    ResultGrid *m_grid;
    QLabel *m_footer;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<Run> m_run; ///< after the session: it must go first
};

} // namespace concord
