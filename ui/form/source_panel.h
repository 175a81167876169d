// SPDX-License-Identifier: GPL-3.0-or-later
// What an evaluation shows of where its requests come from, above the fields of its form.
#pragma once

#include <QString>
#include <QWidget>

namespace inferometer {
struct RunSpec;
}

namespace inferometer::ui {

class SourcePanel : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    // Whether a file that is dragged over the page is one of its own.
    virtual bool takes(const QString& path) const = 0;
    virtual void take(const QString& path) = 0;
    // How much a run of the spec sends.
    virtual QString volume(const RunSpec& spec) const = 0;
    // A sentence: why no run can take its requests from there. Empty: as far as is known, one can.
    virtual QString problem() const = 0;

signals:
    // volume() or problem() says something else.
    void changed();
};

}  // namespace inferometer::ui
