// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/profile.h"
#include "schema/catalog.h"
#include "services.h"

#include <QObject>

#include <memory>

namespace concord {

class ExtractJob;

/// Reads a database's schema once more, without keeping it, to see whether it still is what a script was planned for. GUI thread.
class FreshRead : public QObject
{
    Q_OBJECT

public:
    explicit FreshRead(const Services &services, QObject *parent = nullptr);
    ~FreshRead() override;

    [[nodiscard]] bool isRunning() const { return m_job != nullptr; }
    /// `known`: as it was when the script was planned; what it held and by which patterns is read again.
    void start(const Endpoint &endpoint, const CatalogPtr &known);
    void cancel();

Q_SIGNALS:
    void runningChanged(bool running);
    void answered(bool same);
    /// It could not be read.
    void failed(const concord::Error &error);

private:
    void finish();

    Services m_services;
    CatalogPtr m_known;
    std::unique_ptr<ExtractJob> m_job;
};

} // namespace concord
