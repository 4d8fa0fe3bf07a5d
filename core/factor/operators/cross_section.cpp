// SPDX-License-Identifier: Apache-2.0
#include "core/factor/cross/normalize.h"
#include "core/factor/operators/declare.h"
#include "core/factor/operators/groups.h"

namespace zvt::factor {

namespace {

using Columns = std::vector<std::span<const double>>;
using Compare = void (*)(
    CrossNormalizer&, CrossRanker&, const Columns& in, std::span<const double> p, std::span<double>);

class ComparedEntities final : public CrossSectionState {
public:
  ComparedEntities(Compare compare, std::span<const double> parameters)
      : m_compare(compare)
      , m_parameters(parameters.begin(), parameters.end())
  {
  }
  void step(std::span<const double* const> in, double* out, std::size_t entities) override
  {
    m_columns.clear();
    for (const double* column : in)
      m_columns.emplace_back(column, entities);
    m_compare(m_normalizer, m_ranker, m_columns, m_parameters, {out, entities});
  }

private:
  Compare m_compare;
  std::vector<double> m_parameters;
  CrossNormalizer m_normalizer;
  CrossRanker m_ranker;
  Columns m_columns;
};

/// The same over one series: an entity compared with itself alone.
class EntityAlone final : public OperatorState {
public:
  EntityAlone(Compare compare, std::span<const double> parameters, std::size_t inputs)
      : m_compare(compare)
      , m_parameters(parameters.begin(), parameters.end())
      , m_inputs(inputs)
      , m_state(compare, m_parameters)
      , m_places(inputs)
  {
  }
  void step(const double* in, double* out) override
  {
    for (std::size_t k = 0; k < m_inputs; ++k)
      m_places[k] = in + k;
    m_state.step(m_places, out, 1);
  }
  void run(std::span<const double* const> in, std::span<double* const> out, std::size_t count) override
  {
    for (std::size_t i = 0; i < count; ++i) {
      for (std::size_t k = 0; k < m_inputs; ++k)
        m_places[k] = in[k] + i;
      m_state.step(m_places, out[0] + i, 1);
    }
  }
  [[nodiscard]] std::unique_ptr<OperatorState> clone() const override
  {
    return std::make_unique<EntityAlone>(m_compare, m_parameters, m_inputs);
  }
  void assign(const OperatorState&) override { }
  [[nodiscard]] bool canSave() const override { return true; }
  [[nodiscard]] std::size_t stateSize() const override { return 0; }
  void save(double*) const override { }
  void load(const double*) override { }

private:
  Compare m_compare;
  std::vector<double> m_parameters;
  std::size_t m_inputs;
  ComparedEntities m_state;
  std::vector<const double*> m_places;
};

OperatorInfo comparison(std::string name, std::vector<std::string> inputs, std::vector<ParamSpec> parameters,
    OutputUnit unit, Compare compare)
{
  const std::size_t inputCount = inputs.size();
  OperatorInfo info =
      declare(OperatorCategory::CrossSection, std::move(name), std::move(inputs), std::move(parameters));
  info.outputInfo = {{unit, Placement::OwnPane}};
  info.memory = [](std::span<const double>) { return Memory{}; };
  info.acrossEntities = [compare](std::span<const double> p) { return std::make_unique<ComparedEntities>(compare, p); };
  info.make = [compare, inputCount](
                  std::span<const double> p) { return std::make_unique<EntityAlone>(compare, p, inputCount); };
  return info;
}

/// Groups that are 0 for all: one group. An industry's code is never 0.
bool hasGroups(std::span<const double> groups)
{
  for (const double group : groups)
    if (group != 0)
      return true;
  return false;
}

void neutralize(CrossNormalizer& normalizer, const Columns& in, std::span<const std::span<const double>> regressors,
    std::span<double> out)
{
  normalizer.neutralize(in[0], hasGroups(in[1]) ? in[1] : std::span<const double>(), regressors, out);
}

void top(CrossRanker& ranker, const Columns& in, double count, std::span<double> out)
{
  ranker.rank(in[0], out, RankTies::Order, false);
  for (double& x : out)
    x = x <= count ? 1.0 : x > count ? 0.0 : x;
}

}

std::vector<OperatorInfo> crossSectionOperators()
{
  const auto direction = [] { return conventionParameter("descending", 0, 2); };
  std::vector<OperatorInfo> all{
      comparison("RANK", {"x"}, {conventionParameter("ties", 0, 5), direction()}, OutputUnit::Score,
          [](auto&, auto& ranker, const Columns& in, std::span<const double> p, std::span<double> out) {
            ranker.rank(in[0], out, static_cast<RankTies>(static_cast<int>(p[0])), p[1] == 0);
          }),
      comparison("PERCENTRANK", {"x"}, {direction()}, OutputUnit::Ratio,
          [](auto&, auto& ranker, const Columns& in, std::span<const double> p, std::span<double> out) {
            ranker.percentile(in[0], out, RankTies::Average, p[0] == 0);
          }),
      comparison("ZSCORE", {"x"}, {conventionParameter("ddof", 0, 2)}, OutputUnit::Score,
          [](auto& normalizer, auto&, const Columns& in, std::span<const double> p, std::span<double> out) {
            normalizer.zScore(in[0], out, static_cast<int>(p[0]));
          }),
      comparison("WINSORIZE", {"x"}, {numberParameter("lower", 0.01, 0, 0.5), numberParameter("upper", 0.99, 0.5, 1)},
          OutputUnit::AsInput,
          [](auto& normalizer, auto&, const Columns& in, std::span<const double> p, std::span<double> out) {
            normalizer.winsorize(in[0], p[0], p[1], out);
          }),
      comparison("WINSORIZEMAD", {"x"}, {numberParameter("limit", 3, 0, 100)}, OutputUnit::AsInput,
          [](auto& normalizer, auto&, const Columns& in, std::span<const double> p, std::span<double> out) {
            normalizer.winsorizeByMad(in[0], p[0], out);
          }),
      comparison("BUCKET", {"x"}, {windowParameter("count", 5)}, OutputUnit::Score,
          [](auto& normalizer, auto&, const Columns& in, std::span<const double> p, std::span<double> out) {
            normalizer.bucket(in[0], static_cast<std::size_t>(p[0]), out);
          }),
      comparison("TOP", {"x"}, {windowParameter("count", 50)}, OutputUnit::Condition,
          [](auto&, auto& ranker, const Columns& in, std::span<const double> p, std::span<double> out) {
            top(ranker, in, p[0], out);
          }),
      comparison("GROUPMEAN", {"x", "group"}, {}, OutputUnit::AsInput,
          [](auto& normalizer, auto&, const Columns& in, std::span<const double>, std::span<double> out) {
            normalizer.groupMean(in[0], in[1], out);
          }),
      comparison("GROUPRANK", {"x", "group"}, {}, OutputUnit::Ratio,
          [](auto& normalizer, auto&, const Columns& in, std::span<const double>, std::span<double> out) {
            normalizer.groupPercentile(in[0], in[1], out);
          }),
      comparison("NEUTRALIZE", {"x", "group"}, {}, OutputUnit::AsInput,
          [](auto& normalizer, auto&, const Columns& in, std::span<const double>, std::span<double> out) {
            neutralize(normalizer, in, {}, out);
          }),
      comparison("NEUTRALIZEBY", {"x", "group", "regressor"}, {}, OutputUnit::AsInput,
          [](auto& normalizer, auto&, const Columns& in, std::span<const double>, std::span<double> out) {
            neutralize(normalizer, in, std::span(in).subspan(2), out);
          }),
  };
  for (OperatorInfo& info : all) {
    if (info.name == "TOP") {
      info.isCondition = true;
      info.outputInfo = {{OutputUnit::Condition, Placement::Marks}};
    }
  }
  return all;
}

}
