// SPDX-License-Identifier: GPL-3.0-or-later
// One request by itself, sent off the UI thread, and all that went over the wire. It starts no run and leaves what is
// in view as it is.
#pragma once

#include "core/load/exchange.h"
#include "ui/base/background_job.h"

#include <QDialog>

#include <memory>
#include <stop_token>

class QLabel;
class QPushButton;
class QScrollArea;

namespace inferometer::widgets {
class ThinProgress;
class WrappedText;
}  // namespace inferometer::widgets

namespace inferometer::ui {

class ExchangeWindow : public QDialog
{
    Q_OBJECT

public:
    explicit ExchangeWindow(QWidget* parent);

    // Shows itself and sends what a run of the spec would send. What was asked before is dropped.
    void ask(const RunSpec& spec, const Secret& key);
    // Cuts the request under way: what came of it till then is shown.
    void cut();
    bool isBusy() const { return m_job.isActive(); }

    // Everything that is shown, as text.
    QString allText() const { return m_all; }

protected:
    void hideEvent(QHideEvent* event) override;

private:
    void layOut();
    void showBusy(const QString& step);
    void showAnswer(const Result<Exchange>& answer);
    void showWords(const QString& title, const QString& words);
    void showExchange(const Exchange& exchange);
    void setContent(QWidget* content);

    QLabel* m_title;
    widgets::WrappedText* m_words;
    widgets::ThinProgress* m_progress;
    QScrollArea* m_scroll;
    QPushButton* m_copy;
    QPushButton* m_cut;
    QPushButton* m_close;
    QString m_all;
    std::stop_source m_stop;
    BackgroundJob m_job;  // last: it ends before what it tells of goes
};

}  // namespace inferometer::ui
