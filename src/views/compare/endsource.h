// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/endchoice.h"
#include "compare/matrix.h"

#include <QObject>

namespace concord {

/// One end of a comparison in the window: brings the catalog that was chosen, also from a snapshot and of one schema, and follows what is
/// read anew. GUI thread; opening and cutting happen elsewhere.
class EndSource : public QObject
{
    Q_OBJECT

public:
    /// `services.catalogs` is there.
    EndSource(const Services &services, const EndChoice &choice, QObject *parent = nullptr);

    [[nodiscard]] const EndChoice &choice() const { return m_choice; }
    void setChoice(const EndChoice &choice);
    [[nodiscard]] QString name() const { return endName(m_services, m_choice); }
    [[nodiscard]] Endpoint endpoint() const { return endpointOf(m_services, m_choice.profile); }
    /// The end as it is now. Without a catalog the error says why there is none.
    [[nodiscard]] MatrixColumn column() const;
    [[nodiscard]] bool hasCatalog() const { return m_catalog != nullptr; }
    /// "reading…", why the last try failed, "never read", "3 days ago, may have changed"; empty: nothing to say.
    [[nodiscard]] QString state() const;
    [[nodiscard]] bool isReading() const;
    /// The snapshot that was chosen is no longer kept; what was opened of it is still here.
    [[nodiscard]] bool isGone() const { return m_gone; }
    /// Asks the workspace whether it is kept; stateChanged() follows where it is not.
    void lookAtSnapshot();
    /// There is no catalog yet, and reading the database would bring one.
    [[nodiscard]] bool wantsReading() const;

Q_SIGNALS:
    /// Another catalog than before, or none any more.
    void changed();
    /// Reading began, went on, failed.
    void stateChanged();

private:
    void load();
    void take(const CatalogPtr &catalog, const Error &error);
    void takeWhole(const CatalogPtr &whole);

    Services m_services;
    EndChoice m_choice;
    CatalogPtr m_catalog;
    Error m_error;       ///< why a past or a schema cannot be had
    int m_question = 0;  ///< only the newest answer counts
    bool m_opening = false;
    bool m_gone = false;
};

} // namespace concord
