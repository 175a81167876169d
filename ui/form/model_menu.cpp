// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/form/model_menu.h"

#include "core/config/model_names.h"
#include "core/workload/model_list.h"
#include "ui/base/icons.h"
#include "ui/base/text.h"
#include "widgets/plain_text.h"

#include <QAction>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>

namespace inferometer::ui {

ModelMenu::ModelMenu(QLineEdit& input)
    : QObject{&input}
    , m_input{input}
    , m_button{input.addAction(icon("models"), QLineEdit::TrailingPosition)}
    , m_menu{new QMenu{&input}}
{
    m_button->setText(tr("Models of the endpoint"));
    m_button->setToolTip(tr("Ask the endpoint which models it serves (Down)"));
    m_button->setObjectName(QStringLiteral("models-button"));
    m_menu->setObjectName(QStringLiteral("models-menu"));
    m_menu->setAccessibleName(m_button->text());
    m_input.installEventFilter(this);
    connect(m_button, &QAction::triggered, this, &ModelMenu::open);
    connect(m_menu, &QMenu::triggered, this, [this](const QAction* model) {
        m_input.setText(model->data().toString());
        m_input.setCursorPosition(0);
    });
    connect(m_menu, &QMenu::aboutToHide, &m_job, &BackgroundJob::cancel);
}

bool ModelMenu::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Down) {
        open();
        return true;
    }
    return QObject::eventFilter(watched, event);
}

void ModelMenu::popUp() { m_menu->popup(m_input.mapToGlobal(QPoint{0, m_input.height()})); }

void ModelMenu::open()
{
    m_menu->clear();
    m_menu->addAction(tr("Asking the endpoint…"))->setEnabled(false);
    m_menu->setMinimumWidth(m_input.width());
    popUp();
    emit wanted();
}

void ModelMenu::close() { m_menu->close(); }

void ModelMenu::ask(const RunSpec& spec, const Secret& key)
{
    m_job.start([spec, key](const std::stop_token& stop,
                            const BackgroundJob::Tell& /*tell*/) { return listModels(spec, stop, key); },
                [this](const Result<std::vector<std::string>>& models) { show(models); });
}

void ModelMenu::show(const Result<std::vector<std::string>>& models)
{
    if (!models) {
        m_menu->close();
        emit failed(models.error());
        return;
    }
    m_menu->clear();
    for (const std::string& model : models.value())
        widgets::addNamed(*m_menu, toQt(model)).setData(toQt(quotedModelName(model)));
    popUp();
}

}  // namespace inferometer::ui
