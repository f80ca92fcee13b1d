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

/// The first rows of a table, read when a person asks for them, by an ordinary read-only run.
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

private:
    void refresh();

    Services m_services;
    Endpoint m_endpoint;
    QString m_statement;
    QStackedWidget *m_stack;
    QPushButton *m_show;
    QLabel *m_words;
    ResultGrid *m_grid;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<Run> m_run; ///< after the session: it must go first
};

} // namespace concord
