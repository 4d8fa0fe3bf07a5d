// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/panel_evaluator.h"
#include "core/storage/bar_arena.h"
#include "tests/core/factor/series.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <random>

namespace zvt::tests {

/// A call of an operator on fields, as a graph of its own.
struct OperatorCase {
  std::string text; ///< "SMA(close,5)"
  const factor::OperatorInfo* info = nullptr;
  std::vector<double> parameters;
  std::vector<factor::Field> inputs;
  factor::ExpressionGraph graph;
  std::uint32_t node = 0;

  [[nodiscard]] std::vector<factor::PanelOutput> outputs(factor::Keep keep = factor::Keep::Column) const
  {
    std::vector<factor::PanelOutput> all;
    for (std::uint32_t o = 0; o < graph.nodes()[node].outputCount(); ++o)
      all.push_back({{node, o}, keep});
    return all;
  }
};

inline OperatorCase caseOf(const factor::OperatorInfo& info, std::vector<double> parameters)
{
  constexpr std::array kOthers{factor::Field::Close, factor::Field::Open, factor::Field::Volume, factor::Field::High};
  OperatorCase made;
  made.info = &info;
  made.parameters = std::move(parameters);
  std::vector<factor::NodeOutput> inputs;
  made.text = info.name + "(";
  for (std::size_t i = 0; i < info.inputs.size(); ++i) {
    made.inputs.push_back(factor::parseField(info.inputs[i]).value_or(kOthers[i % kOthers.size()]));
    inputs.push_back({made.graph.addField(made.inputs.back()), 0});
    made.text += (i ? "," : "") + std::string(factor::toString(made.inputs.back()));
  }
  for (const double parameter : made.parameters)
    made.text += "," + std::to_string(parameter);
  made.text += ")";
  made.node = made.graph.addCall(info, inputs, made.parameters);
  return made;
}

inline double numberOf(const ParamValue& value)
{
  if (const auto* number = std::get_if<std::int64_t>(&value))
    return static_cast<double>(*number);
  if (const auto* number = std::get_if<double>(&value))
    return *number;
  return kNan;
}

/// Every registered operator with its defaults, with small windows (so that short series fill them), with the smallest
/// numbers allowed, and with each of its conventions.
inline std::vector<OperatorCase> everyOperator()
{
  std::vector<OperatorCase> all;
  for (const factor::OperatorInfo& info : factor::OperatorCatalogue::builtIn().operators()) {
    const auto& specs = info.parameters.specs();
    std::vector<double> defaults, small, smallest;
    std::vector<std::size_t> conventions;
    for (std::size_t i = 0; i < specs.size(); ++i) {
      const double least = specs[i].minimum.value_or(1);
      const double most = specs[i].maximum.value_or(1000);
      const double usual = numberOf(specs[i].defaultValue);
      const bool isWindow = specs[i].type == ParamType::Int && most >= 100;
      defaults.push_back(std::isnan(usual) ? std::clamp(5.0 + static_cast<double>(i), least, most) : usual);
      small.push_back(isWindow ? std::clamp(2.0 + static_cast<double>(i), least, most) : defaults.back());
      smallest.push_back(isWindow ? least : defaults.back());
      if (specs[i].type == ParamType::Int && most - least < 10)
        conventions.push_back(i);
    }
    std::vector<std::vector<double>> sets{defaults, small, smallest};
    for (const std::size_t i : conventions) {
      for (double value = *specs[i].minimum; value <= *specs[i].maximum; ++value) {
        sets.push_back(small);
        sets.back()[i] = value;
      }
    }
    std::ranges::sort(sets);
    const auto repeated = std::ranges::unique(sets);
    sets.erase(repeated.begin(), repeated.end());
    for (const auto& set : sets)
      all.push_back(caseOf(info, set));
  }
  return all;
}

/// Entities of many lengths and kinds: random walks, ties and constant stretches, gaps inside and in front, zero
/// volume, limit-up days with one price, wild sizes; none and one bar.
class MixedMarket {
public:
  explicit MixedMarket(std::uint32_t seed, std::size_t longest = 200)
      : m_random(seed)
  {
    const std::vector<std::size_t> lengths{longest, longest, 0, 1, 2, longest - 1, 63, 64, 65, longest, longest, 130,
        17, longest, longest, longest, longest - 70, longest, 200, longest, longest, 5, longest};
    for (std::size_t e = 0; e < lengths.size(); ++e)
      addEntity(e, std::min(lengths[e], longest));
  }
  [[nodiscard]] factor::PanelView view() const
  {
    factor::PanelView view;
    view.offsets = offsets;
    for (std::size_t f = 0; f < fields.size(); ++f)
      view.fields[f] = fields[f].data();
    return view;
  }
  [[nodiscard]] std::size_t length(std::size_t entity) const { return offsets[entity + 1] - offsets[entity]; }
  [[nodiscard]] const double* column(factor::Field field, std::size_t entity) const
  {
    return fields[static_cast<std::size_t>(field)].data() + offsets[entity];
  }

  std::vector<std::size_t> offsets{0};
  std::array<std::vector<double>, 6> fields; ///< by Field

private:
  double chance() { return std::uniform_real_distribution<>(0, 1)(m_random); }
  void addEntity(std::size_t entity, std::size_t bars)
  {
    const int kind = static_cast<int>(entity % 8); // 0, 1, 7: plain; the others below
    double close = entity == 9 ? 1e9 : entity == 10 ? 1e-3 : 10;
    for (std::size_t i = 0; i < bars; ++i) {
      const bool isFlat = kind == 2 || (kind == 3 && (i / 20) % 2 == 0);
      const double open = close;
      if (!isFlat)
        close = std::max(0.01 * close, close * (1 + 0.04 * (chance() - 0.5)));
      if (kind == 1 && chance() < 0.3)
        close = open; // ties
      double high = std::max(open, close) * (isFlat ? 1 : 1 + 0.01 * chance());
      double low = std::min(open, close) * (isFlat ? 1 : 1 - 0.01 * chance());
      if (kind == 4 && chance() < 0.1)
        high = low = close; // one price all day
      double volume = kind == 5 && (i % 7 < 3 || i > 100) ? 0 : std::floor(1 + 1000 * chance());
      std::array<double, 6> values{open, high, low, close, volume, volume * close};
      if (kind == 6) {
        for (double& value : values)
          if (chance() < 0.08)
            value = kNan;
      }
      if (entity == 0 && i < 30)
        values[5] = kNan; // turnover known later than prices
      if (entity == 13 || (entity == 15 && chance() < 0.5))
        values[4] = values[5] = kNan;
      if (entity == 16 && i > 90 && i < 95)
        values.fill(kNan);
      for (std::size_t f = 0; f < fields.size(); ++f)
        fields[f].push_back(values[f]);
    }
    offsets.push_back(fields[0].size());
  }
  std::mt19937 m_random;
};

/// A panel in blocks of 16 entities side by side, made of one in which entity follows entity.
class PanelInBlocks {
public:
  explicit PanelInBlocks(const factor::PanelView& panel)
      : m_view(panel)
  {
    m_view.layout = std::make_shared<market::BlockLayout>(panel.offsets);
    for (factor::PanelColumn& field : m_view.fields)
      put(field);
    for (auto& [name, column] : m_view.columns)
      put(column);
  }
  [[nodiscard]] const factor::PanelView& view() const { return m_view; }

private:
  void put(factor::PanelColumn& column)
  {
    if (!column.values)
      return;
    const market::BlockLayout& layout = *m_view.layout;
    storage::AlignedBuffer<double>& memory = m_memory.emplace_back();
    memory.reserve(std::max<std::size_t>(layout.size(), 1), 0);
    std::vector<std::uint8_t>& gaps = m_gaps.emplace_back(layout.blockCount());
    market::interleave(layout, m_view.offsets, column.values, memory.data(), gaps.data(), 0, layout.blockCount());
    column = {memory.data(), true, gaps};
  }
  factor::PanelView m_view;
  std::vector<storage::AlignedBuffer<double>> m_memory;
  std::vector<std::vector<std::uint8_t>> m_gaps;
};

/// Bar by bar through one OperatorState: the definition that everything else is held against.
inline std::vector<std::vector<double>> stepped(
    const OperatorCase& call, const MixedMarket& market, std::size_t entity, std::size_t from = 0)
{
  const auto state = call.info->make(call.parameters);
  std::vector<std::vector<double>> columns(call.info->outputs.size());
  std::vector<double> in(call.inputs.size());
  std::vector<double> out(columns.size());
  for (std::size_t i = from; i < market.length(entity); ++i) {
    for (std::size_t k = 0; k < in.size(); ++k)
      in[k] = market.column(call.inputs[k], entity)[i];
    state->step(in.data(), out.data());
    for (std::size_t o = 0; o < out.size(); ++o)
      columns[o].push_back(out[o]);
  }
  return columns;
}

}
