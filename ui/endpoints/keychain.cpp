// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/endpoints/keychain.h"

#include "ui/base/text.h"

#include <QCoreApplication>
#include <qt6keychain/keychain.h>

#include <utility>

namespace inferometer::ui {

namespace {

const QString kService = QStringLiteral("org.inferometer.Workbench");

Error keyringError(Errc code, const char* text, const QString& item = {})
{
    const QString said = QCoreApplication::translate("keyring", text);
    return Error::verbatim(code, toStd(item.isEmpty() ? said : said.arg(item)), "api-key-keyring");
}

// QtKeychain has no words of its own for most of these: "Unknown error".
Error errorOf(const QKeychain::Job& job)
{
    switch (job.error()) {
    case QKeychain::EntryNotFound:
        return keyringError(Errc::NotFound,
                            QT_TRANSLATE_NOOP("keyring",
                                              "The keyring holds no key named “%1”; type the key again on "
                                              "the Endpoints page."),
                            job.key());
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
        return keyringError(Errc::Auth,
                            QT_TRANSLATE_NOOP("keyring",
                                              "The keyring did not give access to the key “%1”; unlock it, "
                                              "or name an environment variable instead."),
                            job.key());
    default:
        return keyringError(Errc::Unsupported,
                            QT_TRANSLATE_NOOP("keyring",
                                              "No keyring service answered; start one (GNOME Keyring, "
                                              "KWallet, KeePassXC), or name an environment variable "
                                              "instead."));
    }
}

template <typename Job, typename Then>
void start(Job* job, const std::string& item, QObject* context, Then then)
{
    job->setKey(toQt(item));
    job->setInsecureFallback(false);
    QObject::connect(job, &QKeychain::Job::finished, context, [job, then = std::move(then)] { then(*job); });
    job->start();
}

Status statusOf(const QKeychain::Job& job) { return job.error() == QKeychain::NoError ? Status{} : errorOf(job); }

}  // namespace

void Keychain::read(const std::string& item, QObject* context, Found found)
{
    start(new QKeychain::ReadPasswordJob{kService}, item, context,
          [found = std::move(found)](const QKeychain::ReadPasswordJob& job) {
              const Status status = statusOf(job);
              found(status ? Result<Secret>{Secret{toStd(job.textData())}} : status.error());
          });
}

void Keychain::write(const std::string& item, const Secret& secret, QObject* context, Done done)
{
    auto* job = new QKeychain::WritePasswordJob{kService};
    job->setTextData(toQt(secret.reveal()));
    start(job, item, context,
          [done = std::move(done)](const QKeychain::WritePasswordJob& written) { done(statusOf(written)); });
}

void Keychain::remove(const std::string& item, QObject* context, Done done)
{
    start(new QKeychain::DeletePasswordJob{kService}, item, context,
          [done = std::move(done)](const QKeychain::DeletePasswordJob& removed) {
              const Status status = statusOf(removed);
              done(!status && status.error().code == Errc::NotFound ? Status{} : status);
          });
}

}  // namespace inferometer::ui
