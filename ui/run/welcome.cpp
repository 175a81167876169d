// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run/welcome.h"

#include "widgets/metrics.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace inferometer::ui {

namespace {

QLabel* wrapped(const QString& text, QWidget* parent, QPalette::ColorRole role)
{
    auto* label = new QLabel{text, parent};
    label->setWordWrap(true);
    label->setForegroundRole(role);
    return label;
}

}  // namespace

Welcome::Welcome(QWidget* parent) : QWidget{parent}
{
    auto* column = new QWidget{this};
    column->setMaximumWidth(widgets::rhythm(*this, 62));
    auto* title = wrapped(tr("Nothing measured yet"), column, QPalette::Text);
    title->setFont(widgets::scaledFont(font(), 1.4, QFont::Bold));
    auto* what = wrapped(tr("When a run starts, this area shows it live: progress, time to first token, inter-token "
                            "time, output tokens a second, errors and the verdict on the measurement itself, with "
                            "throughput over time and every single request as a bar across time."),
                         column, QPalette::PlaceholderText);
    auto* how = wrapped(tr("Fill in the form and press Run!, or try it now: the simulated endpoint answers inside this "
                           "program, so nothing has to be installed and nothing leaves this computer."),
                        column, QPalette::PlaceholderText);
    auto* button = new QPushButton{tr("Run against the simulator"), column};
    button->setObjectName(QStringLiteral("run-simulator"));
    button->setAccessibleName(tr("Run against the simulator"));
    connect(button, &QPushButton::clicked, this, &Welcome::simulatorWanted);

    auto* inner = new QVBoxLayout{column};
    inner->setContentsMargins(0, 0, 0, 0);
    inner->setSpacing(widgets::rhythm(*this, 1.5));
    for (QLabel* label : {title, what, how})
        inner->addWidget(label);
    inner->addSpacing(widgets::rhythm(*this, 0.5));
    auto* endpoint = new QPushButton{tr("Add an endpoint"), column};
    endpoint->setObjectName(QStringLiteral("welcome-endpoint"));
    connect(endpoint, &QPushButton::clicked, this, &Welcome::endpointWanted);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(widgets::rhythm(*this, 1));
    buttons->addWidget(button);
    buttons->addWidget(endpoint);
    auto* servers = new QPushButton{tr("Look for local servers"), column};
    servers->setObjectName(QStringLiteral("welcome-servers"));
    connect(servers, &QPushButton::clicked, this, &Welcome::serversWanted);
    buttons->addWidget(servers);
    buttons->addStretch();
    inner->addLayout(buttons);
    auto* across = new QHBoxLayout;
    across->addStretch(1);
    across->addWidget(column, 8);
    across->addStretch(1);
    auto* layout = new QVBoxLayout{this};
    layout->addStretch(2);
    layout->addLayout(across);
    layout->addStretch(3);
}

}  // namespace inferometer::ui
