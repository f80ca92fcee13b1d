// SPDX-License-Identifier: GPL-3.0-or-later
#include "connections/secretasker.h"

#include <QCoreApplication>
#include <QInputDialog>

#include <future>
#include <map>
#include <mutex>

namespace concord {

using Answer = std::optional<Secret>;

namespace {
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(SecretAsker)
};
} // namespace

/// On the GUI thread.
static void ask(QWidget *window, const Endpoint &endpoint, const std::shared_ptr<std::promise<Answer>> &promise)
{
    auto *dialog = new QInputDialog(window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(Words::tr("Password"));
    const QString who = endpoint.user.isEmpty() ? endpoint.name : Words::tr("%1 on %2").arg(endpoint.user, endpoint.name);
    dialog->setLabelText(Words::tr("Password for %1:").arg(who));
    dialog->setTextEchoMode(QLineEdit::Password);
    QObject::connect(dialog, &QInputDialog::finished, dialog, [dialog, promise](int result) {
        promise->set_value(result == QDialog::Accepted ? Answer(Secret(dialog->textValue().toUtf8())) : std::nullopt);
    });
    dialog->open();
}

std::function<std::optional<Secret>(const Endpoint &)> makeSecretAsker(QWidget *window)
{
    struct Shared
    {
        std::mutex mutex;
        std::map<QUuid, std::shared_future<Answer>> open;
    };
    return [window = QPointer(window), shared = std::make_shared<Shared>()](const Endpoint &endpoint) -> Answer {
        const QUuid key = endpoint.serverId.isNull() ? endpoint.profileId : endpoint.serverId;
        std::shared_future<Answer> answer;
        {
            const std::scoped_lock lock(shared->mutex);
            auto &entry = shared->open[key];
            if (!entry.valid()) {
                auto promise = std::make_shared<std::promise<Answer>>();
                entry = promise->get_future().share();
                const bool posted = QMetaObject::invokeMethod(QCoreApplication::instance(), [window, endpoint, promise] {
                    if (window)
                        ask(window, endpoint, promise);
                    else
                        promise->set_value(std::nullopt);
                });
                if (!posted)
                    promise->set_value(std::nullopt);
            }
            answer = entry;
        }
        Answer given;
        try {
            given = answer.get();
        } catch (const std::future_error &) {
            given = std::nullopt; // the window went away with the question open
        }
        const std::scoped_lock lock(shared->mutex);
        shared->open.erase(key);
        return given;
    };
}

} // namespace concord
