// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/about_page.h"

#include "ui/base/icons.h"
#include "ui/frame/libraries.h"
#include "ui/frame/page_layout.h"
#include "widgets/metrics.h"

#include <QApplication>
#include <QFile>
#include <QFontDatabase>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace inferometer::ui {

namespace {

QLabel* selectable(const QString& text, QWidget* parent)
{
    auto* label = new QLabel{text, parent};
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setWordWrap(true);
    return label;
}

}  // namespace

AboutPage::AboutPage(QWidget* parent) : Page{parent}
{
    QVBoxLayout& column = makePageColumn(*this, tr("About"), tr("Measures how a large language model is served."));
    column.addWidget(makeProgram());
    column.addWidget(makeLibraries());
    column.addWidget(makeLicence());
    column.addStretch();
}

QWidget* AboutPage::makeProgram()
{
    auto* card = new PageCard{QStringLiteral("Inferometer"), this};
    auto* picture = new QLabel{card};
    const int side = widgets::rhythm(*this, 8);
    picture->setPixmap(programIcon().pixmap(side, side));
    auto* version = selectable(tr("Version %1").arg(QStringLiteral(INFEROMETER_VERSION)), card);
    version->setObjectName(QStringLiteral("version"));
    auto* licence = selectable(tr("Free software under the GNU General Public License, version 3 or later. It comes "
                                  "with absolutely no warranty."),
                               card);
    licence->setForegroundRole(QPalette::PlaceholderText);
    auto* words = new QVBoxLayout;
    words->addWidget(version);
    words->addWidget(licence);
    auto* row = new QHBoxLayout;
    row->setSpacing(widgets::rhythm(*this, 2));
    row->addWidget(picture);
    row->addLayout(words, 1);
    card->column().addLayout(row);
    return card;
}

QWidget* AboutPage::makeLibraries()
{
    auto* card = new PageCard{tr("Made with"), this};
    card->setObjectName(QStringLiteral("libraries"));
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(widgets::rhythm(*this, 3));
    grid->setVerticalSpacing(widgets::rhythm(*this, 0.5));
    grid->setColumnStretch(3, 1);
    int row = 0;
    for (const Library& library : libraries()) {
        const QString home = QString::fromLatin1(library.home);
        const QStringList cells{QString::fromLatin1(library.name), library.version(),
                                QString::fromLatin1(library.licence), home};
        for (int i = 0; i < cells.size(); ++i) {
            auto* cell = selectable(cells[i], card);
            cell->setWordWrap(false);
            if (i > 0)
                cell->setForegroundRole(QPalette::PlaceholderText);
            grid->addWidget(cell, row, i);
        }
        ++row;
    }
    card->column().addLayout(grid);
    return card;
}

QWidget* AboutPage::makeLicence()
{
    auto* card = new PageCard{tr("Licence"), this};
    auto* text = new QPlainTextEdit{card};
    text->setObjectName(QStringLiteral("licence"));
    text->setAccessibleName(tr("Licence"));
    text->setReadOnly(true);
    text->setTabChangesFocus(true);
    text->setFrameShape(QFrame::NoFrame);
    text->setFont(widgets::scaledFont(QFontDatabase::systemFont(QFontDatabase::FixedFont), 0.9));
    text->setMinimumHeight(widgets::rhythm(*this, 30));
    QFile file{QStringLiteral(":/LICENSE")};
    if (file.open(QIODevice::ReadOnly))
        text->setPlainText(QString::fromUtf8(file.readAll()));
    card->column().addWidget(text);
    return card;
}

}  // namespace inferometer::ui
