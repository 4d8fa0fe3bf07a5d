// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>

namespace zvt {

/// The seam for data parallelism. Results must not depend on the number of threads: @p body writes only what belongs
/// to its own index range. Production: TbbParallelFor (std::thread under ThreadSanitizer); tests: SerialParallelFor.
class ParallelFor {
public:
  using Body = std::function<void(std::size_t begin, std::size_t end)>;

  virtual ~ParallelFor() = default;
  /// Calls @p body on disjoint ranges that cover [0, count), none longer than @p grain (≥ 1); returns when all are
  /// done.
  virtual void run(std::size_t count, std::size_t grain, const Body& body) const = 0;
};

class TbbParallelFor final : public ParallelFor {
public:
  void run(std::size_t count, std::size_t grain, const Body& body) const override;
};

class SerialParallelFor final : public ParallelFor {
public:
  void run(std::size_t count, std::size_t grain, const Body& body) const override;
};

}
