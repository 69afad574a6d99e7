//! How a request and its answer are laid out in the bytes that cross between the page and the shell:
//! `[u32, little-endian: length of the head][head: JSON][body]`. It knows nothing of what they mean, and nothing of any
//! shell; it stands here because both sides of it speak HTTP.

use serde::{Deserialize, Serialize};

/// What the page asks, without the body.
#[derive(Debug, Deserialize)]
pub struct RequestHead {
    /// The method, in capitals.
    pub method: String,
    /// Path and query, beginning with `/`.
    pub path: String,
    /// Names and values.
    #[serde(default)]
    pub headers: Vec<(String, String)>,
}

/// What the engine answers, without the body.
#[derive(Debug, Serialize)]
pub struct ResponseHead {
    /// The status code.
    pub status: u16,
    /// Names and values.
    pub headers: Vec<(String, String)>,
}

/// Why bytes from the page are not a request. Only a page of another version could send such bytes.
#[derive(Debug, thiserror::Error)]
pub enum FrameError {
    /// It is cut off, or longer than the frame can say.
    #[error("the request is shorter than it says")]
    Short,
    /// Its head is not the JSON that it must be.
    #[error("the request's head cannot be read: {0}")]
    Head(#[from] serde_json::Error),
}

/// Splits a request into its head and its body.
pub fn decode_request(bytes: &[u8]) -> Result<(RequestHead, &[u8]), FrameError> {
    let (length, rest) = bytes.split_first_chunk::<4>().ok_or(FrameError::Short)?;
    let length = usize::try_from(u32::from_le_bytes(*length)).map_err(|_| FrameError::Short)?;
    let (head, body) = rest.split_at_checked(length).ok_or(FrameError::Short)?;
    Ok((serde_json::from_slice(head)?, body))
}

/// Joins an answer's head and body.
pub fn encode_response(head: &ResponseHead, body: &[u8]) -> Result<Vec<u8>, FrameError> {
    let head = serde_json::to_vec(head)?;
    let length = u32::try_from(head.len()).map_err(|_| FrameError::Short)?;
    let mut bytes = Vec::with_capacity(4 + head.len() + body.len());
    bytes.extend_from_slice(&length.to_le_bytes());
    bytes.extend_from_slice(&head);
    bytes.extend_from_slice(body);
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn framed(head: &str, body: &[u8]) -> Vec<u8> {
        let length = u32::try_from(head.len()).unwrap().to_le_bytes();
        [&length[..], head.as_bytes(), body].concat()
    }

    #[test]
    fn a_request_comes_apart_as_it_was_put_together() {
        let bytes = framed(
            r#"{"method":"PUT","path":"/console/x?a=1","headers":[["accept","a"],["accept","b"]]}"#,
            "Grüße".as_bytes(),
        );
        let (head, body) = decode_request(&bytes).unwrap();
        assert_eq!(
            (head.method.as_str(), head.path.as_str()),
            ("PUT", "/console/x?a=1")
        );
        assert_eq!(head.headers.len(), 2);
        assert_eq!(body, "Grüße".as_bytes());
    }

    #[test]
    fn a_frame_that_promises_more_than_it_holds_is_refused() {
        let whole = framed(r#"{"method":"GET","path":"/"}"#, b"");
        for end in 0..whole.len() {
            assert!(decode_request(&whole[..end]).is_err(), "{end} bytes");
        }
        assert!(matches!(
            decode_request(&[0xff, 0xff, 0xff, 0xff, b'{', b'}']),
            Err(FrameError::Short)
        ));
        assert!(matches!(
            decode_request(&framed("[]", b"")),
            Err(FrameError::Head(_))
        ));
    }
}
