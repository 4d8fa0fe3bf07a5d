// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/executor.h"
#include "core/base/transport.h"

#include <string>
#include <vector>

namespace zvt::testing {

/// What a FakeTransport says to requests that match.
struct ScriptedAnswer {
  std::string urlGlob = "*";
  std::string method; ///< empty: any
  Result<HttpResponse> response = HttpResponse{200, {}, {}}; ///< an error is a fault of the network
  Duration delay; ///< beyond the request's time-out the answer is net.timeout
  int times = -1; ///< how often it is given; negative: always
};

/// Answers from a script: the first entry that matches and is not used up. What nobody scripted is refused
/// (net.refused). Answers come through the executor, as from a thread of its own.
class FakeTransport final : public Transport {
public:
  FakeTransport(const Clock& clock, Executor& executor)
      : m_clock(clock)
      , m_executor(executor)
  {
  }

  void script(ScriptedAnswer answer) { m_script.push_back(std::move(answer)); }
  /// Every answer to the glob is this text with status 200.
  void answer(std::string urlGlob, std::string body);
  void send(HttpRequest request, Completion done) override;
  [[nodiscard]] const std::vector<HttpRequest>& requests() const { return m_requests; }

private:
  [[nodiscard]] ScriptedAnswer next(const HttpRequest& request);

  const Clock& m_clock;
  Executor& m_executor;
  std::vector<ScriptedAnswer> m_script;
  std::vector<HttpRequest> m_requests;
};

}
