// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-modbus-frame.h"

#include "dw-fuzz.h"

/* A client's receiver under a line that does anything. The input is a script (see fuzz-modbus-stream.c). Aborts when something that must hold does not. */
void fuzz_modbus_stream (DwModbusFraming framing, const guint8 *data, gsize size);
