// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* CRC-16/Modbus: polynomial A001 (reflected 8005), start FFFF. Sent low byte first. */
guint16 dw_crc16_modbus (const guint8 *bytes, gsize length);

G_END_DECLS
