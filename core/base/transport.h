// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/base/time.h"

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace zvt {

struct HttpRequest {
  std::string method = "GET";
  std::string url;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  Duration timeout = Duration::seconds(30);
  std::size_t maxResponseBytes = 64U << 20U;
};

struct HttpResponse {
  int status = 0;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
};

/// The seam to the network: one request, one answer. core/net implements it; tests use testing/FakeTransport.
class Transport {
public:
  using Completion = std::move_only_function<void(Result<HttpResponse>)>;

  virtual ~Transport() = default;
  /// Starts the request; @p done runs exactly once, on the transport's thread. Errors: net.timeout, net.refused,
  /// net.tls …
  virtual void send(HttpRequest request, Completion done) = 0;
};

}
