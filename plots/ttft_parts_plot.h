// SPDX-License-Identifier: GPL-3.0-or-later
// Where the time to the first token goes: a box from p5 to p95 with its median a part, those that the server tells as
// the server's. Of requests of which the server tells one; offered where there are such.
#pragma once

#include "core/metrics/ttft_parts.h"
#include "plots/category_plot.h"
#include "plots/spread_samples.h"

namespace inferometer::plots {

class TtftPartsPlot : public CategoryPlot
{
    Q_OBJECT

public:
    explicit TtftPartsPlot(QWidget* parent = nullptr);

    QString subtitle() const override;
    bool isOffered() const override { return m_isSplit; }
    // `part, witness, n, p5_s, median_s, p95_s`, a row a part that has values.
    QString csv() const override;

protected:
    void refresh(const Snapshot& snapshot) override;
    void clear() override;
    QString markText(const CategoryMark& mark) const override;

private:
    void take(const RecordBlock& block);

    std::array<SpreadSamples, kTtftParts> m_parts;
    std::size_t m_blocks = 0;  // of the run, that are in them
    bool m_isSplit = false;
};

}  // namespace inferometer::plots
