// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

namespace zvt::factor {

/// What is known of rows, a bit an input or output: makes them cheaper, changes no value.
struct RowsHints {
  std::uint32_t defined = 0; ///< inputs without an undefined value in the lanes that matter
  std::uint32_t streamed = 0; ///< outputs that are not read again soon: written past the caches, see streamsDone()
};

/// One operator over 16 series side by side. Values are rows of 16 doubles, a row a bar, 64-byte aligned. All lanes
/// share their counts of bars, so they step together or not at all; `attached` (a bit a lane) names those that matter,
/// the others compute what nobody reads. Not thread-safe.
class LanesKernel {
public:
  LanesKernel() = default;
  LanesKernel(const LanesKernel&) = default;
  LanesKernel& operator=(const LanesKernel&) = default;
  virtual ~LanesKernel(); // in a plain translation unit

  /// Steps until the end or in front of a bar that some attached lanes must skip and others not.
  /// @param in rows an input, @param out rows an output
  /// @return bars done
  virtual std::size_t run(
      const double* const* in, double* const* out, std::size_t bars, std::uint32_t attached, RowsHints hints) = 0;
  /// Steps one bar in all lanes, whatever the inputs.
  virtual void stepAll(const double* const* in, double* const* out) = 0;
  /// Lanes (bits) that have to skip this bar for a missing input.
  [[nodiscard]] virtual std::uint32_t gaps(const double* const* in) const = 0;

  [[nodiscard]] virtual std::size_t stateSize() const = 0; ///< as OperatorState's
  virtual void save(std::size_t lane, double* row) const = 0;
  /// @param takesCounts the kernel's counts become the row's: for the first lane of an empty kernel
  /// @return false when the counts differ, so that the lane cannot run along; it then holds nothing of use
  [[nodiscard]] virtual bool load(std::size_t lane, const double* row, bool takesCounts = false) = 0;
  [[nodiscard]] virtual LanesKernel* clone() const = 0;
  /// Becomes a copy of @p same, a kernel of the same operator with the same parameters.
  virtual void assign(const LanesKernel& same) = 0;
};

/// What an instruction set offers beside kernels.
struct LanesTools {
  /// Rows of @p bars (at most the tile's) from 16 series; series may be null (rows then get NaN).
  void (*gather)(const double* const* series, std::size_t bars, double* rows);
  /// May write past the caches: see streamsDone().
  void (*scatter)(const double* rows, std::size_t bars, double* const* series);
  /// Adds up and counts the defined values of each lane, in order of the bars.
  void (*sum)(const double* rows, std::size_t bars, double* sums, double* counts);
};

/// Where a group's steps go; implemented in a plain translation unit.
class LanesRegistry {
public:
  virtual void addKernel(const char* name, LanesKernel* (*make)(const double* parameters)) = 0;
  virtual void setTools(const LanesTools& tools) = 0;

protected:
  ~LanesRegistry() = default;
};

}
