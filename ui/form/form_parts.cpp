// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/form/form_parts.h"

#include "core/config/run_yaml.h"
#include "core/config/user_folders.h"
#include "ui/base/icons.h"
#include "ui/base/text.h"
#include "ui/form/endpoint_choice.h"
#include "ui/form/field_form.h"
#include "widgets/copy_box.h"
#include "widgets/metrics.h"
#include "widgets/open_scroll.h"

#include <QCoreApplication>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QVBoxLayout>

namespace inferometer::ui {

namespace {

constexpr int kTerminal = 0;
constexpr int kYaml = 1;

QString translated(const char* text) { return QCoreApplication::translate("form", text); }

}  // namespace

int formMargin(const QWidget& column) { return widgets::rhythm(column, 2.25); }

QWidget* makeFormHeading(const QString& title, const QString& subtitle, QWidget* parent)
{
    auto* heading = new QWidget{parent};
    auto* name = new QLabel{title, heading};
    name->setFont(widgets::scaledFont(parent->font(), 1.35, QFont::Bold));
    auto* line = new QLabel{subtitle, heading};
    line->setForegroundRole(QPalette::PlaceholderText);
    line->setFont(widgets::scaledFont(parent->font(), 0.9));
    line->setWordWrap(true);
    auto* layout = new QVBoxLayout{heading};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(widgets::rhythm(*parent, 0.5));
    layout->addWidget(name);
    layout->addWidget(line);
    return heading;
}

QWidget* makeFormScroll(FieldForm& form, EndpointChoice& endpoint, QWidget* above, QWidget* parent)
{
    const int side = formMargin(*parent);
    auto* inside = new QWidget;
    auto* layout = new QVBoxLayout{inside};
    layout->setContentsMargins(side, 0, side - widgets::scrollRoom(*parent), side / 2);
    if (above)
        layout->addWidget(above);
    layout->addWidget(&form);
    form.setHead(&endpoint);
    auto* scroll = new QScrollArea{parent};
    scroll->setFocusPolicy(Qt::NoFocus);
    widgets::setOpenContent(*scroll, inside);
    return scroll;
}

QLayout* makeFormFoot(widgets::CopyBox& command, QLabel& volume, QLayout& buttons, const QWidget& column)
{
    volume.setObjectName(QStringLiteral("volume"));
    volume.setForegroundRole(QPalette::PlaceholderText);
    volume.setFont(widgets::scaledFont(column.font(), 0.9));
    volume.setWordWrap(true);
    buttons.setSpacing(widgets::rhythm(column, 1));
    const int side = formMargin(column);
    auto* foot = new QVBoxLayout;
    foot->setContentsMargins(side, 0, side, 0);
    foot->setSpacing(widgets::rhythm(column, 1.25));
    foot->addWidget(&command);
    foot->addWidget(&volume);
    foot->addLayout(&buttons);
    return foot;
}

widgets::CopyBox* makeCommandBox(QWidget* parent)
{
    auto* box = new widgets::CopyBox{
        {translated(QT_TRANSLATE_NOOP("form", "In a terminal")), translated(QT_TRANSLATE_NOOP("form", "As YAML"))},
        4,
        parent};
    box->setObjectName(QStringLiteral("command"));
    box->setCopyIcon(icon("copy"));
    box->setFoldable();
    return box;
}

void showCommand(widgets::CopyBox& box, const FieldForm& form, const EndpointChoice& endpoint)
{
    box.setText(kTerminal, endpoint.command());
    box.setText(kYaml, toQt(toYaml(form.spec())));
    // While a field is wrong the spec still has its last good value: that is nothing to copy.
    box.setEnabled(form.isValid());
}

void sayUsualValues(const FieldForm& form)
{
    if (auto* folder = form.findChild<QLineEdit*>(QStringLiteral("results-dir")))
        folder->setPlaceholderText(toQt(resultsFolder({})));
    if (auto* url = form.findChild<QLineEdit*>(QStringLiteral("base-url")))
        url->setPlaceholderText(toQt(usualUrl({})));
}

}  // namespace inferometer::ui
