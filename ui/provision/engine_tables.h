// SPDX-License-Identifier: GPL-3.0-or-later
// The maps of a deployment that a person adds to: the engine's arguments and its environment, a table each. It holds
// nothing: what is typed goes out by its path, and the tables show what the YAML says.
#pragma once

#include "core/config/run_spec.h"

#include <QWidget>

#include <functional>
#include <map>
#include <string>
#include <vector>

class QLabel;

namespace inferometer::widgets {
class PairTable;
}

namespace inferometer::ui {

class EngineTables : public QWidget
{
    Q_OBJECT

public:
    explicit EngineTables(QWidget* parent = nullptr);

    // `pairs` of a path; `faults` by path.
    void show(const std::function<NamedValues(const std::string&)>& pairs,
              const std::map<std::string, QString>& faults);

signals:
    // No name stands twice.
    void edited(const std::string& path, const inferometer::NamedValues& pairs);

private:
    struct Table
    {
        std::string path;
        widgets::PairTable* pairs;
        QLabel* reason;
    };
    void take(const Table& table);
    static void mark(const Table& table, const QString& fault);

    std::vector<Table> m_tables;
    bool m_filling = false;
};

}  // namespace inferometer::ui
