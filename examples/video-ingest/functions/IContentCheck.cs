namespace VideoIngest;

/// <summary>Looks whether a video is safe; takes minutes, and says by a notification that it is done. Amazon Rekognition on AWS, a stand-in with a delay on one machine.</summary>
public interface IContentCheck
{
    /// <param name="checkId">Comes back as the notification's job tag.</param>
    /// <param name="video">What to look at.</param>
    Task StartAsync(string checkId, Video video);

    /// <returns>What makes the video unsafe; empty when nothing was found.</returns>
    Task<IReadOnlyList<string>> FindingsAsync(string jobId);
}
