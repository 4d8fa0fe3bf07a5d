// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/lanes.h"
#include "core/factor/lanes/lanes_kernel.h"
#include "core/factor/operator.h"

#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace zvt::factor {

/// One call of an operator over up to 16 series. Lanes run together in a kernel as long as they step at the same bars;
/// a lane that misses a bar keeps its memory, by being taken out and put back, or goes on by itself while its counts
/// differ from the others'. The values are bit for bit those of 16 OperatorStates. Rows as LanesKernel's. Not
/// thread-safe.
class LaneNode {
public:
  /// @param isa nothing: every lane by itself
  LaneNode(const OperatorInfo& info, std::span<const double> parameters, std::optional<Isa> isa);
  /// Another one like this, its lanes as new; what never changes is shared.
  [[nodiscard]] LaneNode another() const;
  LaneNode(LaneNode&&) noexcept;
  LaneNode& operator=(LaneNode&&) noexcept;
  ~LaneNode();

  /// All lanes as new.
  void reset();
  /// Becomes a copy of @p same, a node of the same operator and parameters, for @p lanes (the others are of no use).
  void assign(const LaneNode& same, std::uint32_t lanes = kAllLanes);
  /// @param present lanes (bits) that have these bars; the others keep their memory, and their outputs mean nothing
  /// @param dropsAbsent absent lanes are not needed any more: their memory need not be kept
  void run(const double* const* in, double* const* out, std::size_t bars, std::uint32_t present,
      bool dropsAbsent = false, RowsHints hints = {});
  /// Whether lanes run together, so that results may as well be written to where they stay.
  [[nodiscard]] bool hasKernel() const { return m_kernel != nullptr; }

  /// Whether lanes can be had as rows of doubles.
  [[nodiscard]] bool canSave() const;
  [[nodiscard]] std::size_t stateSize() const;
  void save(std::size_t lane, double* row) const;
  void load(std::size_t lane, const double* row);

  static constexpr std::uint32_t kAllLanes = (1U << kLanes) - 1;

private:
  struct Model;
  explicit LaneNode(std::shared_ptr<const Model> model);
  void detach(std::size_t lane);
  void attachWhatFits(std::uint32_t present);
  void runTogether(
      const double* const* in, double* const* out, std::size_t bars, std::size_t* singleFrom, RowsHints hints);
  void runAlone(std::size_t lane, const double* const* in, double* const* out, std::size_t first, std::size_t bars);
  OperatorState& alone(std::size_t lane);
  [[nodiscard]] const OperatorState& one(std::size_t lane) const;

  std::shared_ptr<const Model> m_model;
  std::unique_ptr<LanesKernel> m_kernel; ///< null: every lane by itself
  std::uint32_t m_attached = 0; ///< lanes that run in the kernel
  std::vector<std::unique_ptr<OperatorState>> m_alone; ///< by lane; empty until one is needed, kept for reuse
  std::vector<double> m_row;
};

}
