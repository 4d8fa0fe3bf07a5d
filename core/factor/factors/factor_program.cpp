// SPDX-License-Identifier: Apache-2.0
#include "core/factor/factors/factor_program.h"

#include "core/base/checksum.h"
#include "core/factor/date_columns.h"
#include "core/factor/factors/state_json.h"
#include "core/factor/factors/transformer_run.h"
#include "core/market/bar_columns.h"
#include "core/storage/column_coding.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>

namespace zvt::factor {

namespace {

constexpr std::string_view kTurnoverRate = "turnover_rate";
/// To be raised when an operator's or accumulator's values or memory change: results of before are then other ones.
constexpr int kEngineRevision = 1;
constexpr std::size_t kMostMemory = 65'536; ///< doubles that are kept with a chunk; beyond, computing begins afresh

/// A column is one value of one security.
Result<void> checkColumn(const FactorColumn& column)
{
  ZVT_TRY(const Formula formula, compile(column.formula));
  if (formula.outputs().size() != 1)
    return fail("factor.column_outputs", {{"count", std::to_string(formula.outputs().size())}});
  if (formula.comparesEntities())
    return fail("factor.column_compares");
  return {};
}

/// All columns in one formula, so that what they share is computed once. Lines have names of their own: a column may
/// be called like an operator.
Result<Formula> compileColumns(const std::vector<FactorColumn>& columns)
{
  std::string text;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (auto checked = checkColumn(columns[i]); !checked) // the place in the error is that in the column's own text
      return fail(std::move(checked).error().with("column", columns[i].name));
    text += fmt::format("COLUMN{}: {};\n", i, columns[i].formula);
  }
  return compile(text);
}

std::uint64_t mixed(std::uint64_t digest, std::uint64_t value)
{
  digest = (digest ^ value) * 0x9e3779b97f4a7c15ULL;
  return digest ^ (digest >> 29U);
}

/// Two sections: the accumulator's JSON, the operators' numbers.
std::string encodeState(std::string_view accumulator, const std::vector<double>& memory)
{
  std::string state;
  storage::putLength(accumulator.size(), state);
  state += accumulator;
  storage::putLength(memory.size(), state);
  std::string numbers;
  storage::encodeDoubles(memory, numbers);
  return state + numbers;
}

bool decodeState(std::string_view state, std::string_view& accumulator, std::vector<double>& memory)
{
  if (!storage::takeSection(state, accumulator) || state.size() < 4)
    return false;
  std::size_t count = 0;
  for (std::size_t i = 0; i < 4; ++i)
    count |= static_cast<std::size_t>(static_cast<unsigned char>(state[i])) << (8 * i);
  if (count > (std::size_t{1} << 24U))
    return false;
  memory.resize(count);
  return storage::decodeDoubles(state.substr(4), memory);
}

/// One pass over the bars of one security.
class Pass {
public:
  Pass(const std::optional<Formula>& formula, std::unique_ptr<Accumulator> accumulator, std::size_t transformerColumns,
      std::size_t columns, bool keeps)
      : m_keeps(keeps)
      , m_accumulator(std::move(accumulator))
      , m_transformerColumns(transformerColumns)
      , m_in(transformerColumns)
      , m_out(columns - transformerColumns)
  {
    if (formula)
      m_transformer.emplace(*formula);
  }

  [[nodiscard]] Result<void> load(std::string_view state)
  {
    std::string_view accumulator;
    std::vector<double> memory;
    if (!decodeState(state, accumulator, memory) || (m_transformer && !m_transformer->load(memory)))
      return fail("factor.bad_state");
    return m_accumulator ? m_accumulator->load(accumulator) : Result<void>();
  }
  [[nodiscard]] std::string save() const
  {
    if (!m_keeps)
      return {};
    return encodeState(m_accumulator ? m_accumulator->save() : std::string(),
        m_transformer ? m_transformer->save() : std::vector<double>());
  }

  void run(const market::BarSeries& bars, std::size_t from, std::size_t to, storage::FactorChunk& chunk)
  {
    chunk.columns.assign(m_transformerColumns + m_out.size(), std::vector<double>(to - from));
    std::vector<double*> outputs;
    for (std::size_t i = 0; i < m_transformerColumns; ++i)
      outputs.push_back(chunk.columns[i].data());
    if (m_transformer)
      m_transformer->run(bars, from, to, outputs);
    if (m_accumulator)
      accumulate(bars, from, to, chunk);
  }
  [[nodiscard]] std::vector<storage::FactorMark> takeMarks()
  {
    return m_accumulator ? m_accumulator->takeMarks() : std::vector<storage::FactorMark>();
  }

private:
  void accumulate(const market::BarSeries& bars, std::size_t from, std::size_t to, storage::FactorChunk& chunk)
  {
    const std::vector<double>* rates = bars.extra(kTurnoverRate);
    for (std::size_t i = from; i < to; ++i) {
      BarValues bar{
          bars.key[i], bars.open[i], bars.high[i], bars.low[i], bars.close[i], bars.volume[i], bars.turnover[i]};
      if (rates != nullptr)
        bar.turnoverRate = (*rates)[i];
      for (std::size_t column = 0; column < m_in.size(); ++column)
        m_in[column] = chunk.columns[column][i - from];
      m_accumulator->step(bar, m_in, m_out);
      for (std::size_t column = 0; column < m_out.size(); ++column)
        chunk.columns[m_in.size() + column][i - from] = m_out[column];
    }
  }

  bool m_keeps; ///< what is remembered is handed out
  std::optional<TransformerRun> m_transformer;
  std::unique_ptr<Accumulator> m_accumulator;
  std::size_t m_transformerColumns;
  std::vector<double> m_in;
  std::vector<double> m_out;
};

}

std::vector<std::uint64_t> digestsOf(const market::BarSeries& bars, const std::vector<std::string>& reads)
{
  std::vector<std::uint64_t> digests;
  digests.reserve(bars.size());
  for (const std::int64_t key : bars.key)
    digests.push_back(mixed(0, std::bit_cast<std::uint64_t>(key)));
  const auto add = [&](const std::vector<double>& column) {
    for (std::size_t i = 0; i < column.size(); ++i)
      digests[i] = mixed(digests[i], std::bit_cast<std::uint64_t>(column[i]));
  };
  for (const auto* column : {&bars.open, &bars.high, &bars.low, &bars.close, &bars.volume, &bars.turnover})
    add(*column);
  if (const auto* rates = bars.extra(kTurnoverRate))
    add(*rates);
  for (const std::string& column : reads) {
    const auto* values = column == kTurnoverRate ? nullptr : bars.extra(column);
    if (values != nullptr)
      add(*values);
  }
  return digests;
}

Result<FactorProgram> FactorProgram::make(
    const FactorDefinition& definition, const std::map<std::string, std::string>& parameters)
{
  FactorProgram program;
  ZVT_TRY(const FactorParameters checked, FactorParameters::of(definition.parameters, parameters));
  ZVT_TRY(program.m_parts, definition.build(checked));
  program.m_definition = definition;
  program.m_parameters = checked.json();
  std::string identity = fmt::format("{}\n{}\n{}\n", definition.name, definition.version, program.m_parameters);
  for (const FactorColumn& column : program.m_parts.transformer) {
    program.m_columns.push_back(column.name);
    identity += column.name + ": " + column.formula + "\n";
  }
  std::ranges::copy(program.m_parts.accumulatorColumns, std::back_inserter(program.m_columns));
  for (const std::string& column : program.m_parts.accumulatorColumns)
    identity += column + "\n";
  identity += fmt::format("{}\n", kEngineRevision);
  if (!program.m_parts.transformer.empty()) {
    ZVT_TRY(program.m_formula, compileColumns(program.m_parts.transformer));
    program.m_reads = program.m_formula->columns();
    const TransformerRun run(*program.m_formula);
    const std::size_t memory = run.canSave() ? run.save().size() : 0;
    program.m_canResume = run.canSave() && memory <= kMostMemory;
    identity += fmt::format("{}\n", memory);
    for (const CompiledOutput& output : program.m_formula->outputs())
      identity +=
          fmt::format("{:x} {}\n", program.m_formula->graph()->structuralHash(output.value.node), output.value.output);
  }
  program.m_identity = sha256Hex(identity);
  return program;
}

bool FactorProgram::readsBarsOnly() const
{
  return std::ranges::all_of(
      m_reads, [](const std::string& column) { return isDateColumn(column) || market::findOptionalBarColumn(column); });
}

std::optional<std::size_t> FactorProgram::column(std::string_view name) const
{
  const auto found = std::ranges::find(m_columns, name);
  return found == m_columns.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - m_columns.begin()));
}

Result<FactorRows> FactorProgram::run(const market::BarSeries& bars, std::size_t from, std::string_view state) const
{
  Pass pass(m_formula, m_parts.accumulator ? m_parts.accumulator() : nullptr, m_parts.transformer.size(),
      m_columns.size(), m_canResume);
  if (from > 0)
    ZVT_TRY_VOID(pass.load(state));
  const std::vector<std::uint64_t> digests = digestsOf(bars, m_reads);
  constexpr auto kRows = static_cast<std::size_t>(storage::kFactorChunkRows);
  FactorRows rows;
  while (from < bars.size()) {
    const std::size_t to = std::min(bars.size(), (from / kRows + 1) * kRows);
    const auto cut = [&](const auto& column) {
      return std::vector(
          column.begin() + static_cast<std::ptrdiff_t>(from), column.begin() + static_cast<std::ptrdiff_t>(to));
    };
    storage::FactorChunk made;
    made.number = static_cast<std::int64_t>(from / kRows);
    made.key = cut(bars.key);
    made.inputs = cut(digests);
    pass.run(bars, from, to, made);
    made.state = pass.save();
    rows.chunks.push_back(std::move(made));
    std::ranges::move(pass.takeMarks(), std::back_inserter(rows.marks));
    from = to;
  }
  return rows;
}

}
