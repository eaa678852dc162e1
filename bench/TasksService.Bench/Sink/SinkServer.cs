using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TasksService.Bench.Sink;

/// <summary>
/// Receives the webhooks: HTTP/1.1 with keep-alive over bare sockets, so that it takes next to nothing from the two cores that the service needs.
/// Everything under <c>/hit</c> is a delivery; <c>/count</c>, <c>/deliveries</c>, <c>/reset</c> and <c>/health</c> are for the bench.
/// </summary>
internal sealed class SinkServer(TimeSpan hold)
{
    private static readonly byte[] Accepted = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8.ToArray();
    private readonly Lock gate = new();
    private List<Delivery> deliveries = new(capacity: 65_536);

    public async Task RunAsync(int port)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
        listener.Listen(1024);
        while (true)
        {
            var connection = await listener.AcceptAsync();
            connection.NoDelay = true;
            _ = ServeAsync(connection);
        }
    }

    private async Task ServeAsync(Socket connection)
    {
        using (connection)
        {
            var buffer = new byte[16 * 1024];
            var filled = 0;
            try
            {
                while (true)
                {
                    var received = await connection.ReceiveAsync(buffer.AsMemory(filled));
                    if (received == 0)
                    {
                        return;
                    }

                    filled += received;
                    while (Request.TryRead(buffer.AsSpan(0, filled), out var request, out var length))
                    {
                        await AnswerAsync(connection, request);
                        buffer.AsSpan(length, filled - length).CopyTo(buffer);
                        filled -= length;
                    }
                }
            }
            catch (SocketException)
            {
                // A service that is killed resets its connections.
            }
        }
    }

    private async Task AnswerAsync(Socket connection, Request request)
    {
        if (!request.Path.StartsWith("/hit", StringComparison.Ordinal))
        {
            await connection.SendAsync(Command(request.Path));
            return;
        }

        var delivery = new Delivery(request.WebhookId, request.DueMilliseconds, DateTime.UtcNow.Ticks);
        lock (gate)
        {
            deliveries.Add(delivery);
        }

        if (hold > TimeSpan.Zero)
        {
            await Task.Delay(hold);
        }

        await connection.SendAsync(Accepted);
        delivery.AnsweredTicks = DateTime.UtcNow.Ticks;
    }

    private byte[] Command(string path)
    {
        lock (gate)
        {
            switch (path)
            {
                case "/health":
                    return Answer("ok");
                case "/count":
                    return Answer(deliveries.Count.ToString(CultureInfo.InvariantCulture));
                case "/deliveries":
                    return Answer(string.Join('\n', deliveries));
                case "/reset":
                    deliveries = new List<Delivery>(capacity: 65_536);
                    return Answer("ok");
                default:
                    return "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"u8.ToArray();
            }
        }
    }

    private static byte[] Answer(string text) =>
        Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: {text.Length}\r\n\r\n{text}");

    /// <summary>The little of a request that is needed here.</summary>
    private readonly record struct Request(string Path, string WebhookId, long DueMilliseconds)
    {
        public static bool TryRead(ReadOnlySpan<byte> bytes, out Request request, out int length)
        {
            request = default;
            length = 0;
            var end = bytes.IndexOf("\r\n\r\n"u8);
            if (end < 0)
            {
                return false;
            }

            var head = bytes[..end];
            var bodyLength = Utf8Parser.TryParse(Header(head, "content-length: "u8), out int parsed, out _) ? parsed : 0;
            length = end + 4 + bodyLength;
            if (bytes.Length < length)
            {
                return false;
            }

            var target = head[(head.IndexOf((byte)' ') + 1)..];
            target = target[..target.IndexOf((byte)' ')];
            var due = target.IndexOf("due="u8);
            var dueMilliseconds = due >= 0 && Utf8Parser.TryParse(target[(due + 4)..], out long milliseconds, out _) ? milliseconds : 0;
            request = new Request(Encoding.ASCII.GetString(target), Encoding.ASCII.GetString(Header(head, "webhook-id: "u8)), dueMilliseconds);
            return true;
        }

        private static ReadOnlySpan<byte> Header(ReadOnlySpan<byte> head, ReadOnlySpan<byte> name)
        {
            while (head.IndexOf("\r\n"u8) is var end and >= 0)
            {
                head = head[(end + 2)..];
                if (head.Length > name.Length && Ascii.EqualsIgnoreCase(head[..name.Length], name))
                {
                    var value = head[name.Length..];
                    return value.IndexOf((byte)'\r') is var stop and >= 0 ? value[..stop] : value;
                }
            }

            return [];
        }
    }
}
