// SPDX-License-Identifier: GPL-3.0-or-later
#include "connections/secretasker.h"

#include <QApplication>
#include <QInputDialog>
#include <QLabel>

#include <future>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

using Answer = std::optional<Secret>;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(SecretAsker)
};

struct Question
{
    QString title;
    QString text;
};

} // namespace

/// On the GUI thread. Not modal: the other databases' answers can be read while this one waits.
static void show(QWidget *window, const Question &question, const std::shared_ptr<std::promise<Answer>> &promise)
{
    // What blocks the window, such as the dialog whose Test asks, would block a dialog of the window too.
    QWidget *modal = QApplication::activeModalWidget();
    auto *dialog = new QInputDialog(modal ? modal : window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(question.title);
    dialog->setLabelText(question.text);
    for (QLabel *label : dialog->findChildren<QLabel *>())
        label->setTextFormat(Qt::PlainText); // the server's words stand in it
    dialog->setTextEchoMode(QLineEdit::Password);
    QObject::connect(dialog, &QInputDialog::finished, dialog, [dialog, promise](int result) {
        promise->set_value(result == QDialog::Accepted ? Answer(Secret(dialog->textValue().toUtf8())) : std::nullopt);
    });
    dialog->show();
    dialog->raise();
    dialog->activateWindow();
}

static SecretAsker makeAsker(QWidget *window, Question (*ask)(const Endpoint &))
{
    return [window = QPointer(window), ask](const Endpoint &endpoint, const QString &why) -> Answer {
        Question question = ask(endpoint);
        if (!why.isEmpty())
            question.text.prepend(why.trimmed() + u"\n\n"_s);
        auto promise = std::make_shared<std::promise<Answer>>();
        std::future<Answer> answer = promise->get_future();
        const bool posted = QMetaObject::invokeMethod(QCoreApplication::instance(), [window, question, promise] {
            if (window)
                show(window, question, promise);
            else
                promise->set_value(std::nullopt);
        });
        promise.reset(); // the dialog's alone: where that goes away unanswered, the waiting ends
        if (!posted)
            return std::nullopt;
        try {
            return answer.get();
        } catch (const std::future_error &) {
            return std::nullopt;
        }
    };
}

SecretAsker makeSecretAsker(QWidget *window)
{
    return makeAsker(window, [](const Endpoint &endpoint) {
        const QString who = endpoint.user.isEmpty() ? endpoint.name : Words::tr("%1 on %2").arg(endpoint.user, endpoint.name);
        return Question{Words::tr("Password"), Words::tr("Password for %1:").arg(who)};
    });
}

SecretAsker makePassphraseAsker(QWidget *window)
{
    return makeAsker(window, [](const Endpoint &endpoint) {
        return Question{Words::tr("Vault"), Words::tr("The vault may hold the password for %1. Its passphrase:").arg(endpoint.name)};
    });
}

} // namespace concord
