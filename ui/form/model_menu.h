// SPDX-License-Identifier: GPL-3.0-or-later
// Offers the models that an endpoint lists at the end of an input: asked for on demand, chosen into the input.
#pragma once

#include "core/base/result.h"
#include "core/base/secret.h"
#include "core/config/run_spec.h"
#include "ui/base/background_job.h"

#include <QObject>

#include <string>
#include <vector>

class QAction;
class QLineEdit;
class QMenu;

namespace inferometer::ui {

class ModelMenu : public QObject
{
    Q_OBJECT

public:
    // A button at the end of `input`, and the Down key in it, open the menu.
    explicit ModelMenu(QLineEdit& input);

    // Answers wanted(): asks the spec's endpoint.
    void ask(const RunSpec& spec, const Secret& key);
    // Answers wanted(), too: closes the menu.
    void close();

signals:
    void wanted();
    // The endpoint gave no list.
    void failed(const inferometer::Error& error);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void open();
    void show(const Result<std::vector<std::string>>& models);
    void popUp();

    QLineEdit& m_input;
    QAction* m_button;
    QMenu* m_menu;
    BackgroundJob m_job;
};

}  // namespace inferometer::ui
