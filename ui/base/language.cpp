// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

// The macro does not work inside a namespace; see icons.cpp.
static void nameResources() { Q_INIT_RESOURCE(i18n); }

namespace inferometer::ui {

namespace {

bool install(QCoreApplication& application, const QLocale& locale, const QString& name, const QString& folder)
{
    auto* translator = new QTranslator{&application};
    const bool loaded = translator->load(locale, name, QStringLiteral("_"), folder);
    return loaded && QCoreApplication::installTranslator(translator);
}

}  // namespace

void speak(QCoreApplication& application, const QString& language)
{
    nameResources();
    const bool system = language == QLatin1String{"system"};
    const QLocale locale = system ? QLocale::system() : QLocale{language};
    // Numbers follow a language that was chosen; the desktop's may well be set apart from its words.
    if (!system)
        QLocale::setDefault(locale);
    // Qt's own words, for its dialogs.
    install(application, locale, QStringLiteral("qtbase"), QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    const QString ours = QStringLiteral("inferometer");
    const QString folder = QStringLiteral(":/i18n");
    // Without it "%n run(s)" would stay as written.
    if (!install(application, locale, ours, folder))
        install(application, QLocale{QLocale::English}, ours, folder);
}

}  // namespace inferometer::ui
