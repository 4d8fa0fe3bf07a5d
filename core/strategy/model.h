// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <span>
#include <string>
#include <vector>

namespace zvt::strategy {

/// The features of all entities at one bar: column after column, each as long as there are entities. NaN: unknown.
struct FeatureSection {
  std::span<const double> values;
  std::size_t entities = 0;
  [[nodiscard]] std::span<const double> feature(std::size_t index) const
  {
    return values.subspan(index * entities, entities);
  }
};

/// Something that was taught to score securities: it sees one cross-section and says a number an entity, larger is
/// better. Pure: the same features give the same scores. Immutable while it runs, shared between threads.
class CrossSectionModel {
public:
  virtual ~CrossSectionModel() = default;
  /// Formulas, in the order of FeatureSection.
  [[nodiscard]] virtual std::vector<std::string> features() const = 0;
  /// @param scores one an entity; NaN: no opinion
  virtual Result<void> predict(const FeatureSection& section, std::span<double> scores) const = 0;
};

}
