//! Bodies that are read from files.

use std::io;
use std::path::PathBuf;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use tokio::fs::File;
use tokio::io::{AsyncRead, ReadBuf};

use super::{Body, BoxError, BoxFuture};

/// How much is read at once.
const PIECE: usize = 64 * 1024;

impl Body {
    /// A body that is read from a file while it is sent, so that the file is never in memory as a
    /// whole. The file is opened again when the request is repeated.
    ///
    /// # Errors
    ///
    /// The file cannot be found.
    pub fn file(path: impl Into<PathBuf>) -> io::Result<Self> {
        let path = path.into();
        let length = std::fs::metadata(&path)?.len();
        let open = move || {
            let opening = File::open(path.clone());
            let state = State::Opening(Box::pin(opening));
            Box::pin(FileStream { state, buffer: vec![0; PIECE] }) as super::ByteStream
        };
        Ok(Self::reopen(open, Some(length)))
    }
}

/// The bytes of a file.
struct FileStream {
    state: State,
    buffer: Vec<u8>,
}

enum State {
    Opening(BoxFuture<io::Result<File>>),
    Open(File),
    End,
}

impl FileStream {
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<io::Result<Bytes>> {
        loop {
            match &mut self.state {
                State::Opening(opening) => {
                    let file = std::task::ready!(opening.as_mut().poll(context))?;
                    self.state = State::Open(file);
                }
                State::Open(file) => {
                    let mut buffer = ReadBuf::new(&mut self.buffer);
                    let read = Pin::new(file).poll_read(context, &mut buffer);
                    std::task::ready!(read)?;
                    return Poll::Ready(Ok(Bytes::copy_from_slice(buffer.filled())));
                }
                State::End => return Poll::Ready(Ok(Bytes::new())),
            }
        }
    }
}

impl Stream for FileStream {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        let piece = std::task::ready!(this.poll(context));
        Poll::Ready(match piece {
            Ok(bytes) if bytes.is_empty() => {
                this.state = State::End;
                None
            }
            Ok(bytes) => Some(Ok(bytes)),
            Err(error) => {
                this.state = State::End;
                Some(Err(error.into()))
            }
        })
    }
}
