// SPDX-License-Identifier: GPL-3.0-or-later
// Output throughput of all requests of a batch together, as the SambaNova AI Starter Kit's chart has it: the mean rate
// of a request times the batch size, server beside client. Only where the server reports several batch sizes.
#pragma once

#include "plots/batch_groups.h"
#include "plots/category_plot.h"

namespace inferometer::plots {

class BatchTotalPlot : public CategoryPlot
{
    Q_OBJECT

public:
    explicit BatchTotalPlot(QWidget* parent = nullptr);

    QString subtitle() const override;
    bool isOffered() const override { return isExposed() && categories().size() > 1; }
    // `batch_size, side, n, total_output_tokens_per_s`; a row a bar.
    QString csv() const override;

protected:
    void refresh(const Snapshot& snapshot) override;
    void clear() override;
    QString markText(const CategoryMark& mark) const override;

private:
    struct Mean
    {
        std::size_t n = 0;
        double sum = 0;
        void add(double value)
        {
            ++n;
            sum += value;
        }
    };
    using Group = std::array<Mean, 2>;

    const Metric& m_metric;
    BatchGroups<Group> m_groups;
};

}  // namespace inferometer::plots
