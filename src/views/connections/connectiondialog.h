// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/connectionurl.h"
#include "connection/session.h"
#include "services.h"

#include <QDialog>

#include <functional>
#include <memory>

class QPushButton;

namespace concord {

class EngineOptionsForm;
class SecretStore;
namespace Ui {
class ConnectionDialog;
}

/// Adds or edits a profile by URL or by fields; both are kept in step. Test connects without saving and shows the
/// server's own words. Saving and testing are off the GUI thread; the dialog stays open until what was typed is kept.
class ConnectionDialog : public QDialog
{
    Q_OBJECT

public:
    /// `secrets` may be null: then a typed password serves for Test only.
    ConnectionDialog(const Services &services, SecretStore *secrets, QWidget *parent = nullptr);
    ~ConnectionDialog() override;

    /// For editing: the profile's own ids are kept.
    void setConnection(const Server &server, const Profile &profile);
    /// For a dropped file or an opened URL: fills in, never connects.
    void prefill(const QString &url);

    [[nodiscard]] Server server() const;
    [[nodiscard]] Profile profile() const;

Q_SIGNALS:
    void saved(const QUuid &profile);
    /// A typed password was kept, or not: where, in words.
    void passwordPlaced(const QString &where);

private:
    static constexpr std::chrono::seconds testLimit{30}; ///< the longest that a server may take to answer this dialog

    void fill(const Server &server, const Profile &profile);
    void fieldsChanged();
    void urlChanged();
    void engineChanged();
    void makeScrollable();
    void fitHeight();
    void takeUrlFromName(const QString &text);
    void suggestName();
    void tellWhatIsInstalled(const std::shared_ptr<const Driver> &driver);
    void showMessage(const QString &text, bool isError);
    void withEndpoint(std::function<void(const Endpoint &)> then);
    [[nodiscard]] SecretProvider secretForTest() const;
    void test();
    void test(const Endpoint &target);
    void save();
    void save(const Server &server, const Profile &profile);
    void explainReadOnly();
    void keepSecret(const QUuid &serverId);
    void offerVault(const QUuid &serverId, const Secret &secret, const QString &why);
    void endWithPassword(const QString &where);
    void browseFile();
    void browseFolder();
    void takePath(const QString &path);
    void addAllMatching();
    void addAllMatching(const Endpoint &target);
    void saveAll(const QStringList &databases);
    void setBusy(bool busy);

    Services m_services;
    SecretStore *m_secrets;
    std::unique_ptr<Ui::ConnectionDialog> m_ui;
    QPushButton *m_test = nullptr;
    QUuid m_serverId;
    QUuid m_profileId;
    QString m_colour;
    struct Message
    {
        QString text;
        bool isError = false;
    };
    Message m_installed; ///< what the engine is reached by on this computer, or what to install
    EngineOptionsForm *m_engineOptions = nullptr;
    std::unique_ptr<Session> m_session; ///< of the test under way
    QString m_refused; ///< which of many databases could not be added, and why: said instead of closing
    bool m_filling = false;
};

} // namespace concord
